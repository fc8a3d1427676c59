package dev.factstream.lab.bench;

import dev.factstream.model.checkpoint.TextConfig;

/** Floating-point operations per token of a language model's forward pass: two per weight; attention scores are not counted. */
public final class ForwardFlops {
    private ForwardFlops() {}

    /** Operations of all layers. */
    public static double layers(TextConfig text) {
        double width = text.hiddenSize();
        double heads = (double) text.headDim() * text.heads();
        double keys = (double) text.headDim() * text.kvHeads();
        double attention = width * (2 * heads + 2 * keys);
        return 2 * text.layers() * (attention + 3 * width * text.intermediateSize());
    }

    /** Operations of the output layer, which computes the logits of the vocabulary. */
    public static double head(TextConfig text) {
        return 2.0 * text.hiddenSize() * text.vocabSize();
    }
}
