package dev.factstream.console.bench;

import dev.factstream.model.checkpoint.TextConfig;

/** Operations of a token's way through a language model, two for each weight of a product; attention itself is left out. */
final class ForwardCost {
    private ForwardCost() {}

    /** Of the layers alone. */
    static double layers(TextConfig text) {
        double width = text.hiddenSize();
        double heads = (double) text.headDim() * text.heads();
        double keys = (double) text.headDim() * text.kvHeads();
        double attention = width * (2 * heads + 2 * keys);
        return 2 * text.layers() * (attention + 3 * width * text.intermediateSize());
    }

    /** Of the scores of the vocabulary. */
    static double head(TextConfig text) {
        return 2.0 * text.hiddenSize() * text.vocabSize();
    }
}
