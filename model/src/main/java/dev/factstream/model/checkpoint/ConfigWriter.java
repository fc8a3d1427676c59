package dev.factstream.model.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.model.checkpoint.LlavaConfig.ImageInput;
import java.util.Locale;
import java.util.Optional;

/** Writes the {@code config.json} of the model described by {@link LlavaConfig}, for older and newer versions of transformers. */
final class ConfigWriter {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LlavaConfig config;
    private final SpecialTokenIds ids;

    ConfigWriter(LlavaConfig config, SpecialTokenIds ids) {
        this.config = config;
        this.ids = ids;
    }

    ObjectNode json() {
        Optional<ImageInput> image = config.image();
        return image.isPresent() ? llava(image.get()) : text().put("model_type", "llama");
    }

    private ObjectNode llava(ImageInput image) {
        ObjectNode root = JSON.createObjectNode().put("model_type", "llava");
        root.putArray("architectures").add("LlavaForConditionalGeneration");
        root.put("dtype", "float32");
        root.put("image_token_index", image.tokenId());
        root.put("image_seq_length", image.tokens());
        root.put("multimodal_projector_bias", image.projectorBias());
        root.put("projector_hidden_act", image.projectorActivation().key());
        root.put("tie_word_embeddings", config.text().tieWordEmbeddings());
        root.put("vision_feature_select_strategy", image.dropClassToken() ? "default" : "full");
        int states = image.vision().layers() + 1;
        if (image.featureLayers().size() == 1) {
            root.put("vision_feature_layer", image.featureLayers().get(0) - states);
        } else {
            image.featureLayers()
                    .forEach(layer -> root.withArray("vision_feature_layer").add(layer - states));
        }
        root.set("text_config", text());
        root.set("vision_config", vision(image.vision()));
        return root;
    }

    private ObjectNode text() {
        TextConfig text = config.text();
        ObjectNode node = JSON.createObjectNode().put("model_type", "llama");
        node.putArray("architectures").add("LlamaForCausalLM");
        node.put("dtype", "float32");
        node.put("vocab_size", text.vocabSize());
        node.put("hidden_size", text.hiddenSize());
        node.put("intermediate_size", text.intermediateSize());
        node.put("num_hidden_layers", text.layers());
        node.put("num_attention_heads", text.heads());
        node.put("num_key_value_heads", text.kvHeads());
        node.put("head_dim", text.headDim());
        node.put("max_position_embeddings", text.maxPositions());
        node.put("rms_norm_eps", text.rmsNormEps());
        node.put("hidden_act", text.activation().key());
        node.put("attention_bias", text.attentionBias());
        node.put("mlp_bias", text.mlpBias());
        node.put("tie_word_embeddings", text.tieWordEmbeddings());
        node.put("rope_theta", text.rope().theta());
        node.set(
                "rope_parameters",
                rope(text.rope()).put("rope_theta", text.rope().theta()));
        if (text.rope().type() != RopeConfig.Type.DEFAULT) {
            node.set("rope_scaling", rope(text.rope())); // read by older versions
        }
        ids.put(node);
        return node;
    }

    private static ObjectNode rope(RopeConfig rope) {
        ObjectNode node =
                JSON.createObjectNode().put("rope_type", rope.type().name().toLowerCase(Locale.ROOT));
        if (rope.type() != RopeConfig.Type.DEFAULT) {
            node.put("factor", rope.factor());
        }
        if (rope.type() == RopeConfig.Type.LLAMA3) {
            node.put("low_freq_factor", rope.lowFrequencyFactor());
            node.put("high_freq_factor", rope.highFrequencyFactor());
            node.put("original_max_position_embeddings", rope.originalMaxPositions());
        }
        return node;
    }

    private static ObjectNode vision(VisionConfig vision) {
        return JSON.createObjectNode()
                .put("model_type", "clip_vision_model")
                .put("hidden_size", vision.hiddenSize())
                .put("intermediate_size", vision.intermediateSize())
                .put("num_hidden_layers", vision.layers())
                .put("num_attention_heads", vision.heads())
                .put("num_channels", vision.channels())
                .put("image_size", vision.imageSize())
                .put("patch_size", vision.patchSize())
                .put("layer_norm_eps", vision.layerNormEps())
                .put("hidden_act", vision.activation().key());
    }
}
