package dev.factstream.learner.ppo;

import dev.factstream.model.lora.LoraSettings;
import dev.factstream.runtime.settings.Setting;
import java.util.List;

/**
 * The settings of new adapters.
 *
 * @param rank inner dimension
 * @param alpha numerator of the scale
 * @param targets adapted layers, among {@link LoraSettings#ALL_TARGETS}
 */
public record LoraOptions(
        @Setting(key = "learner.lora.rank", defaultValue = "16", min = 1, doc = "Rank of new adapters.")
        int rank,

        @Setting(
                key = "learner.lora.alpha",
                defaultValue = "32.0",
                doc = "Scale numerator of new adapters; the scale is alpha / rank.")
        double alpha,

        @Setting(
                key = TARGETS,
                defaultValue = "q_proj,k_proj,v_proj,o_proj,gate_proj,up_proj,down_proj",
                doc = "Linear layers that new adapters change.")
        List<String> targets) {
    private static final String TARGETS = "learner.lora.targets";

    /** @throws IllegalArgumentException if there is no target, or a Llama block lacks one */
    public LoraOptions {
        targets = List.copyOf(targets);
        if (targets.isEmpty() || !LoraSettings.ALL_TARGETS.containsAll(targets)) {
            throw new IllegalArgumentException(TARGETS + " must be some of "
                    + String.join(", ", LoraSettings.ALL_TARGETS) + ", not " + String.join(", ", targets));
        }
    }

    /** Returns the shape of an adapter. */
    public LoraSettings shape() {
        return LoraSettings.of(rank, alpha, targets);
    }
}
