package dev.factstream.model.lora;

import dev.factstream.model.checkpoint.ModelFormatException;
import java.util.List;

/**
 * Rank, scale and target modules of a LoRA adapter.
 *
 * @param rank inner dimension, at least 1
 * @param alpha numerator of the scale
 * @param targets last components of the adapted modules' names, such as {@code q_proj}, in the order of {@link LoraTarget}
 * @param rankStabilised whether the scale is alpha / √rank (peft's {@code use_rslora}) instead of alpha / rank
 */
public record LoraSettings(int rank, double alpha, List<String> targets, boolean rankStabilised) {

    /** Every linear layer of a Llama block. */
    public static final List<String> ALL_TARGETS =
            List.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");

    /** @throws ModelFormatException for a rank below 1 or a target that a Llama block lacks */
    public LoraSettings {
        targets = ALL_TARGETS.stream().filter(List.copyOf(targets)::contains).toList();
        if (rank < 1 || targets.isEmpty()) {
            throw new ModelFormatException("a LoRA adapter needs rank >= 1 and targets among " + ALL_TARGETS);
        }
    }

    /** Creates settings of ordinary LoRA, without rank stabilisation. */
    public static LoraSettings of(int rank, double alpha, List<String> targets) {
        return new LoraSettings(rank, alpha, targets, false);
    }

    /** The factor of B A. */
    public double scale() {
        return alpha / (rankStabilised ? Math.sqrt(rank) : rank);
    }
}
