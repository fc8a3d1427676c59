package dev.factstream.learner.sft;

import java.util.List;

/** What the loss of a batch is a mean over. */
public enum LossMean {
    /** All answer tokens alike: a long conversation weighs as much more as it is longer. */
    TOKENS,
    /** All rows alike, and in a row its answer tokens: a verdict of one word weighs as much as a long conversation beside it. */
    ROWS;

    /** Of each answer token of the batch, row by row; they add up to 1. */
    float[] weights(List<Conversation> batch) {
        int tokens = batch.stream().mapToInt(row -> row.answers().length).sum();
        float[] weights = new float[tokens];
        int at = 0;
        for (Conversation row : batch) {
            float weight = this == TOKENS ? 1f / tokens : 1f / batch.size() / row.answers().length;
            for (int i = 0; i < row.answers().length; i++) {
                weights[at++] = weight;
            }
        }
        return weights;
    }
}
