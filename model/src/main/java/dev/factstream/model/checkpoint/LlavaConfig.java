package dev.factstream.model.checkpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The configuration of a LLaVA model, or of a plain Llama if {@code image} is empty.
 *
 * @param text the language model
 * @param image the image input: vision tower, projector and how the features reach the language model
 */
public record LlavaConfig(TextConfig text, Optional<ImageInput> image) {

    /**
     * The vision tower and the projector.
     *
     * @param featureLayers the hidden states of the tower that are used, 0 = before the first layer, in the order of concatenation
     * @param dropClassToken true for select strategy {@code default}, without the class token; false for {@code full}
     * @param tokenId id of the image token in the prompt
     */
    public record ImageInput(
            VisionConfig vision,
            List<Integer> featureLayers,
            boolean dropClassToken,
            Activation projectorActivation,
            boolean projectorBias,
            int tokenId) {

        /** The number of image tokens per image in a sequence. */
        public int tokens() {
            return vision.patches() + (dropClassToken ? 0 : 1);
        }
    }

    /** Returns the configuration with an output embedding of its own. */
    public LlavaConfig withSeparateHead() {
        return new LlavaConfig(text.withSeparateHead(), image);
    }

    /** Reads {@code config.json} of a folder. */
    public static LlavaConfig read(Path folder) {
        return of(ConfigNode.read(folder.resolve("config.json")));
    }

    /** Parses the object in a config.json, in the formats of older and newer versions. */
    public static LlavaConfig of(ConfigNode root) {
        String type = root.string("model_type", "llava");
        String architecture = root.raw("architectures").path(0).asText("");
        if (type.equals("llava_llama") || architecture.equals("LlavaLlamaForCausalLM") || root.has("mm_vision_tower")) {
            throw root.unsupported(
                    "architectures",
                    architecture.isEmpty() ? type : architecture,
                    "the folder has LLaVA's original layout (mm_projector); convert it with"
                            + " convert_llava_weights_to_hf.py of transformers 4, or take a model in the layout of llava-hf");
        }
        return switch (type) {
            case "llama" -> new LlavaConfig(TextConfig.of(root, false), Optional.empty());
            case "llava" ->
                new LlavaConfig(
                        TextConfig.of(root.child("text_config"), root.flag("tie_word_embeddings", false)),
                        Optional.of(image(root)));
            default -> throw root.unsupported("model_type", type);
        };
    }

    private static ImageInput image(ConfigNode root) {
        VisionConfig vision =
                root.has("vision_config") ? VisionConfig.of(root.child("vision_config")) : VisionConfig.ofLlava();
        String strategy = root.string("vision_feature_select_strategy", "default");
        if (!strategy.equals("default") && !strategy.equals("full")) {
            throw root.unsupported("vision_feature_select_strategy", strategy);
        }
        List<Integer> layers = root.has("vision_feature_layer") ? root.integers("vision_feature_layer") : List.of(-2);
        int states = vision.layers() + 1;
        List<Integer> counted = layers.stream().map(l -> l < 0 ? l + states : l).toList();
        if (counted.isEmpty() || counted.stream().anyMatch(l -> l < 0 || l >= states)) {
            throw root.unsupported("vision_feature_layer", layers);
        }
        return new ImageInput(
                vision,
                counted,
                strategy.equals("default"),
                Activation.of(root, "projector_hidden_act", Activation.GELU),
                root.flag("multimodal_projector_bias", true),
                root.integer("image_token_index", root.integer("image_token_id", 32000)));
    }
}
