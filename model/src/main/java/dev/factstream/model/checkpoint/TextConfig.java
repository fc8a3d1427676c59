package dev.factstream.model.checkpoint;

/**
 * The configuration of a Llama language model; names follow config.json.
 *
 * @param heads query heads
 * @param kvHeads key and value heads; divides {@code heads}
 * @param headDim size of one head; may differ from hiddenSize / heads
 * @param maxPositions maximum sequence length
 */
public record TextConfig(
        int vocabSize,
        int hiddenSize,
        int intermediateSize,
        int layers,
        int heads,
        int kvHeads,
        int headDim,
        int maxPositions,
        double rmsNormEps,
        Activation activation,
        boolean attentionBias,
        boolean mlpBias,
        boolean tieWordEmbeddings,
        RopeConfig rope) {

    /** @throws ModelFormatException for inconsistent sizes */
    public TextConfig {
        if (heads % kvHeads != 0) {
            throw new ModelFormatException("num_key_value_heads = " + kvHeads + " does not divide " + heads + " heads");
        }
        if (headDim % 2 != 0) {
            throw new ModelFormatException("head_dim = " + headDim + " is odd, rotary embeddings require an even size");
        }
    }

    TextConfig withSeparateHead() {
        return new TextConfig(
                vocabSize,
                hiddenSize,
                intermediateSize,
                layers,
                heads,
                kvHeads,
                headDim,
                maxPositions,
                rmsNormEps,
                activation,
                attentionBias,
                mlpBias,
                false,
                rope);
    }

    /** Reads the keys of a LlamaConfig; absent keys get its defaults. */
    static TextConfig of(ConfigNode node, boolean tied) {
        String type = node.string("model_type", "llama");
        if (!type.equals("llama")) {
            throw node.unsupported("model_type", type);
        }
        int hidden = node.integer("hidden_size", 4096);
        int heads = node.integer("num_attention_heads", 32);
        int positions = node.integer("max_position_embeddings", 2048);
        return new TextConfig(
                node.integer("vocab_size", 32000),
                hidden,
                node.integer("intermediate_size", 11008),
                node.integer("num_hidden_layers", 32),
                heads,
                node.integer("num_key_value_heads", heads),
                node.integer("head_dim", hidden / heads),
                positions,
                node.number("rms_norm_eps", 1e-6),
                Activation.of(node, "hidden_act", Activation.SILU),
                node.flag("attention_bias", false),
                node.flag("mlp_bias", false),
                tied || node.flag("tie_word_embeddings", false),
                RopeConfig.of(node, positions));
    }
}
