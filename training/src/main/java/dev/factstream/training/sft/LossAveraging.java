package dev.factstream.training.sft;

import java.util.List;

/** How the loss of a batch is averaged. */
public enum LossAveraging {
    /** Over all answer tokens: a conversation counts in proportion to its length. */
    TOKENS,
    /** Over all rows, and within a row over its answer tokens: a verdict of one word counts as much as a long conversation. */
    ROWS;

    /** Returns the weight of each answer token of the batch, row by row; the weights add up to 1. */
    float[] weights(List<EncodedConversation> batch) {
        int tokens = batch.stream().mapToInt(row -> row.answers().length).sum();
        float[] weights = new float[tokens];
        int at = 0;
        for (EncodedConversation row : batch) {
            float weight = this == TOKENS ? 1f / tokens : 1f / batch.size() / row.answers().length;
            for (int i = 0; i < row.answers().length; i++) {
                weights[at++] = weight;
            }
        }
        return weights;
    }
}
