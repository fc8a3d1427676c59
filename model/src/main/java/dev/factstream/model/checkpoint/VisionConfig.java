package dev.factstream.model.checkpoint;

/** The configuration of a CLIP vision transformer; names follow config.json. */
public record VisionConfig(
        int hiddenSize,
        int intermediateSize,
        int layers,
        int heads,
        int channels,
        int imageSize,
        int patchSize,
        double layerNormEps,
        Activation activation) {

    /** @throws ModelFormatException for inconsistent sizes */
    public VisionConfig {
        if (hiddenSize % heads != 0) {
            throw new ModelFormatException("vision num_attention_heads = " + heads + " does not divide " + hiddenSize);
        }
    }

    static VisionConfig of(ConfigNode node) {
        String type = node.string("model_type", "clip_vision_model");
        if (!type.equals("clip_vision_model")) {
            throw node.unsupported("model_type", type);
        }
        return new VisionConfig(
                node.integer("hidden_size", 768),
                node.integer("intermediate_size", 3072),
                node.integer("num_hidden_layers", 12),
                node.integer("num_attention_heads", 12),
                node.integer("num_channels", 3),
                node.integer("image_size", 224),
                node.integer("patch_size", 32),
                node.number("layer_norm_eps", 1e-5),
                Activation.of(node, "hidden_act", Activation.QUICK_GELU));
    }

    /** The tower of a LLaVA whose config.json has none: that of LLaVA-1.5. */
    static VisionConfig ofLlava() {
        return new VisionConfig(1024, 4096, 24, 16, 3, 336, 14, 1e-5, Activation.QUICK_GELU);
    }

    /** The number of patches per image. */
    public int patches() {
        int side = imageSize / patchSize;
        return side * side;
    }
}
