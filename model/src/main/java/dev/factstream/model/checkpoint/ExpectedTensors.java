package dev.factstream.model.checkpoint;

import java.util.LinkedHashMap;
import java.util.Map;

/** The tensors that a configuration requires: canonical names and shapes, in the order in which they are written. */
public final class ExpectedTensors {

    private final Map<String, long[]> shapes = new LinkedHashMap<>();

    private ExpectedTensors() {}

    /** Returns names and shapes for {@code config}; {@code lm_head.weight} is absent with tied embeddings. */
    public static Map<String, long[]> of(LlavaConfig config) {
        ExpectedTensors expected = new ExpectedTensors();
        config.image().ifPresent(image -> {
            expected.vision(image.vision());
            expected.projector(image, config.text().hiddenSize());
        });
        expected.text(config.text());
        return expected.shapes;
    }

    private void vision(VisionConfig vision) {
        int width = vision.hiddenSize();
        String embeddings = "vision_tower.embeddings.";
        shapes.put(embeddings + "class_embedding", new long[] {width});
        shapes.put(
                embeddings + "patch_embedding.weight",
                new long[] {width, vision.channels(), vision.patchSize(), vision.patchSize()});
        shapes.put(embeddings + "position_embedding.weight", new long[] {vision.patches() + 1, width});
        norm("vision_tower.pre_layrnorm", width); // misspelt in CLIP
        for (int i = 0; i < vision.layers(); i++) {
            String layer = "vision_tower.encoder.layers." + i + ".";
            norm(layer + "layer_norm1", width);
            for (String name : new String[] {"q_proj", "k_proj", "v_proj", "out_proj"}) {
                linear(layer + "self_attn." + name, width, width, true);
            }
            norm(layer + "layer_norm2", width);
            linear(layer + "mlp.fc1", vision.intermediateSize(), width, true);
            linear(layer + "mlp.fc2", width, vision.intermediateSize(), true);
        }
        norm("vision_tower.post_layernorm", width);
    }

    private void projector(LlavaConfig.ImageInput image, int hidden) {
        int width = image.vision().hiddenSize() * image.featureLayers().size();
        linear("multi_modal_projector.linear_1", hidden, width, image.projectorBias());
        linear("multi_modal_projector.linear_2", hidden, hidden, image.projectorBias());
    }

    private void text(TextConfig text) {
        int hidden = text.hiddenSize();
        int queries = text.heads() * text.headDim();
        int keys = text.kvHeads() * text.headDim();
        int inner = text.intermediateSize();
        shapes.put("language_model.embed_tokens.weight", new long[] {text.vocabSize(), hidden});
        for (int i = 0; i < text.layers(); i++) {
            String layer = "language_model.layers." + i + ".";
            shapes.put(layer + "input_layernorm.weight", new long[] {hidden});
            linear(layer + "self_attn.q_proj", queries, hidden, text.attentionBias());
            linear(layer + "self_attn.k_proj", keys, hidden, text.attentionBias());
            linear(layer + "self_attn.v_proj", keys, hidden, text.attentionBias());
            linear(layer + "self_attn.o_proj", hidden, queries, text.attentionBias());
            shapes.put(layer + "post_attention_layernorm.weight", new long[] {hidden});
            linear(layer + "mlp.gate_proj", inner, hidden, text.mlpBias());
            linear(layer + "mlp.up_proj", inner, hidden, text.mlpBias());
            linear(layer + "mlp.down_proj", hidden, inner, text.mlpBias());
        }
        shapes.put("language_model.norm.weight", new long[] {hidden});
        if (!text.tieWordEmbeddings()) {
            shapes.put("lm_head.weight", new long[] {text.vocabSize(), hidden});
        }
    }

    private void linear(String name, int out, int in, boolean bias) {
        shapes.put(name + ".weight", new long[] {out, in});
        if (bias) {
            shapes.put(name + ".bias", new long[] {out});
        }
    }

    private void norm(String name, int width) {
        shapes.put(name + ".weight", new long[] {width});
        shapes.put(name + ".bias", new long[] {width});
    }
}
