package dev.factstream.console;

import dev.factstream.console.chaos.RandomPolicy;
import dev.factstream.model.lora.LoraSettings;
import dev.factstream.model.reward.JudgingTemplate;
import dev.factstream.model.reward.RewardModelFolder;
import java.io.IOException;
import java.nio.file.Path;

/** A policy that knows nothing, small enough to make in a moment: real architecture, random weights, a tokenizer of its world. */
final class TinyPolicy {
    private static final long SEED = 1;

    private TinyPolicy() {}

    /** Writes it, with its world, into {@code folder}. */
    static Path write(Path folder) throws IOException {
        return RandomPolicy.write(folder, SEED);
    }

    /** Writes a reward model on the base of that policy, which judges as it likes. */
    static Path rewardModel(Path policy, boolean facts, Path folder) {
        RewardModelFolder.initialise(
                policy, JudgingTemplate.standard(facts), LoraSettings.of(2, 4, LoraSettings.ALL_TARGETS), SEED, folder);
        return folder;
    }
}
