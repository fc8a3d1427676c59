package dev.factstream.learner.sft;

import dev.factstream.model.reward.JudgingTemplate;
import java.nio.file.Path;

/**
 * What to train and how.
 *
 * @param start Hugging Face folder to start from: configuration, tokenizer and, random or not, weights
 * @param data folder with {@link dev.factstream.data.rows.SftRows} or {@link dev.factstream.data.rows.CheckRows}, and their
 *     pictures
 * @param choice which of them
 * @param limit most rows to use, held-out ones included
 * @param template the judging turn of checks
 * @param out folder to write
 * @param epochs passes over the rows
 * @param batchSize rows per step
 * @param rate peak learning rate
 * @param warmupShare share of the steps in which the rate climbs
 * @param coolingShare share of the steps, the last ones, in which it falls; 1 begins behind the warm-up
 * @param mean what the loss is a mean over
 * @param weightDecay decoupled, of matrices
 * @param validationRows how many rows are held out to validate on
 * @param validateEvery steps between two validations
 * @param seed of the held-out choice and the order
 */
public record SftOptions(
        Path start,
        Path data,
        RowChoice choice,
        int limit,
        JudgingTemplate template,
        Path out,
        int epochs,
        int batchSize,
        double rate,
        double warmupShare,
        double coolingShare,
        LossMean mean,
        double weightDecay,
        int validationRows,
        int validateEvery,
        long seed) {

    public SftOptions {
        if (limit < 1 || epochs < 1 || batchSize < 1 || validationRows < 1 || validateEvery < 1) {
            throw new IllegalArgumentException(
                    "rows, epochs, batch size, validation rows and interval must be at least 1");
        }
        if (!(rate > 0)
                || !(warmupShare >= 0 && warmupShare < 1)
                || !(coolingShare >= 0 && coolingShare <= 1)
                || !(weightDecay >= 0)) {
            throw new IllegalArgumentException(
                    "rate must be positive, warm-up share in [0, 1), cooling share in [0, 1], decay not negative");
        }
    }
}
