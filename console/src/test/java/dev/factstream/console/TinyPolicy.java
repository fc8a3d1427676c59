package dev.factstream.console;

import dev.factstream.lab.chaos.RandomPolicy;
import dev.factstream.model.lora.LoraSettings;
import dev.factstream.model.reward.JudgingTemplate;
import dev.factstream.model.reward.RewardModelFolder;
import java.io.IOException;
import java.nio.file.Path;

/** A small untrained policy: real architecture, random weights, a tokenizer of its world. */
final class TinyPolicy {
    private static final long SEED = 1;

    private TinyPolicy() {}

    /** Writes the policy with its world to {@code folder}. */
    static Path write(Path folder) throws IOException {
        return RandomPolicy.write(folder, SEED);
    }

    /** Writes an untrained reward model on the base of that policy. */
    static Path rewardModel(Path policy, boolean facts, Path folder) {
        RewardModelFolder.initialise(
                policy, JudgingTemplate.standard(facts), LoraSettings.of(2, 4, LoraSettings.ALL_TARGETS), SEED, folder);
        return folder;
    }
}
