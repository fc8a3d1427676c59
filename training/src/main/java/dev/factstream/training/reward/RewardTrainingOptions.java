package dev.factstream.training.reward;

import dev.factstream.model.lora.LoraSettings;
import dev.factstream.model.reward.JudgingTemplate;
import java.nio.file.Path;

/**
 * Options of the training of a reward model.
 *
 * @param base Hugging Face folder, preferably one trained on checks; not changed
 * @param data folder with {@link dev.factstream.schemas.rows.PreferenceRows} and their pictures
 * @param out folder to write, see {@link dev.factstream.model.reward.RewardModelFolder}
 * @param template the judging turn; the model reads facts if it has a slot for them
 * @param lora shape of the adapter
 * @param head initial weights of the head
 * @param epochs passes over the pairs
 * @param batchSize pairs per step
 * @param rate peak learning rate
 * @param warmupShare share of the steps in which the rate rises
 * @param largestNorm norm that gradients are clipped to
 * @param validationRows minimum number of held-out pairs
 * @param validateEvery steps between two validations
 * @param seed seed of the adapter, the held-out choice and all orders
 */
public record RewardTrainingOptions(
        Path base,
        Path data,
        Path out,
        JudgingTemplate template,
        LoraSettings lora,
        RewardHeadInitialisation head,
        int epochs,
        int batchSize,
        double rate,
        double warmupShare,
        double largestNorm,
        int validationRows,
        int validateEvery,
        long seed) {

    public RewardTrainingOptions {
        if (epochs < 1 || batchSize < 1 || validationRows < 1 || validateEvery < 1) {
            throw new IllegalArgumentException("epochs, batch size, validation rows and interval must be at least 1");
        }
        if (!(rate > 0) || !(warmupShare >= 0 && warmupShare < 1) || !(largestNorm > 0)) {
            throw new IllegalArgumentException("rate and largest norm must be positive, warm-up share in [0, 1)");
        }
    }
}
