package dev.factstream.learner.sft;

import java.nio.file.Path;

/**
 * What to train and how.
 *
 * @param start Hugging Face folder to start from: configuration, tokenizer and, random or not, weights
 * @param rows conversations, see {@link dev.factstream.data.rows.SftRows}; pictures are relative to this file
 * @param out folder to write
 * @param epochs passes over the rows
 * @param batchSize conversations per step
 * @param rate peak learning rate
 * @param warmupShare share of the steps in which the rate climbs
 * @param weightDecay decoupled, of matrices
 * @param validationRows how many rows are held out to validate on
 * @param validateEvery steps between two validations
 * @param seed of the held-out choice and the order
 */
public record SftOptions(
        Path start,
        Path rows,
        Path out,
        int epochs,
        int batchSize,
        double rate,
        double warmupShare,
        double weightDecay,
        int validationRows,
        int validateEvery,
        long seed) {

    public SftOptions {
        if (epochs < 1 || batchSize < 1 || validationRows < 1 || validateEvery < 1) {
            throw new IllegalArgumentException("epochs, batch size, validation rows and interval must be at least 1");
        }
        if (!(rate > 0) || !(warmupShare >= 0 && warmupShare < 1) || !(weightDecay >= 0)) {
            throw new IllegalArgumentException("rate must be positive, warm-up share in [0, 1), decay not negative");
        }
    }
}
