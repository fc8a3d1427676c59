package dev.factstream.training.sft;

import dev.factstream.model.reward.JudgingTemplate;
import java.nio.file.Path;

/**
 * Options of supervised fine-tuning.
 *
 * @param start Hugging Face folder to start from: configuration, tokenizer and, random or not, weights
 * @param data folder with {@link dev.factstream.schemas.rows.SftRows} or {@link dev.factstream.schemas.rows.CheckRows}, and their
 *     pictures
 * @param choice rows to train on
 * @param limit maximum number of rows, including held-out ones
 * @param template the judging turn of checks
 * @param out folder to write
 * @param epochs passes over the rows
 * @param batchSize rows per step
 * @param rate peak learning rate
 * @param warmupShare share of the steps in which the rate rises
 * @param coolingShare share of the steps, at the end, in which the rate falls; 1 starts right after the warm-up
 * @param mean how the loss is averaged
 * @param weightDecay decoupled weight decay of matrices
 * @param validationRows number of rows held out for validation
 * @param validateEvery steps between two validations
 * @param seed seed of the held-out choice and the order
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
        LossAveraging mean,
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
