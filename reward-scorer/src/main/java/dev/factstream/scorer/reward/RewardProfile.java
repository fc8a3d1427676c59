package dev.factstream.scorer.reward;

import java.util.EnumSet;
import java.util.Set;

/**
 * The constants of a reward. A profile is fixed for a run; every scored rollout names the profile it was scored with.
 *
 * <pre>R = model weight · score + correctness + length + missing end</pre>
 *
 * <p>Source of the formula: LLaVA-RLHF, arXiv 2309.14525 §2.3.
 *
 * @param name the name in scored rollouts
 * @param modelWeight weight of the reward model's score, which is standardised unless {@link RewardQuirk#RAW_SCORE} is on
 * @param correctnessWeight weight of {@link CorrectnessReward}, in reward per unit of correctness; 0 switches it off
 * @param lengthWeight weight of {@link LengthPenalty}, in reward per full-length answer; 0 switches it off
 * @param missingEndFine penalty of an answer without an end by {@link MissingEndFine}, in reward, not negative
 * @param quirks the peculiarities of LLaVA-RLHF that are switched on
 */
public record RewardProfile(
        String name,
        double modelWeight,
        double correctnessWeight,
        double lengthWeight,
        double missingEndFine,
        Set<RewardQuirk> quirks) {

    /**
     * For short answers. Correctness keeps the weight of LLaVA-RLHF. The penalties are scaled to it and to a reward model's score
     * with standard deviation 1. With a limit of a few dozen tokens, weight 10 would charge more for five tokens than a right
     * answer earns, so a full-length answer costs 0.5. An answer that never ends loses 1, as much as a wrong yes or no.
     */
    public static final RewardProfile DEFAULT = new RewardProfile("default", 0, 0, 0, 0, Set.of())
            .withModelWeight(1)
            .withCorrectnessWeight(2)
            .withLengthWeight(0.5)
            .withMissingEndFine(1);

    /** LLaVA-RLHF's constants, chosen for answers of up to 896 tokens, and all its quirks. */
    public static final RewardProfile PAPER = DEFAULT.renamed("paper")
            .withLengthWeight(10)
            .withMissingEndFine(8)
            .withQuirks(EnumSet.allOf(RewardQuirk.class));

    /** @throws IllegalArgumentException if a constant is not finite or is negative */
    public RewardProfile {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A reward profile needs a name");
        }
        requireWeight("model weight", modelWeight);
        requireWeight("correctness weight", correctnessWeight);
        requireWeight("length weight", lengthWeight);
        requireWeight("missing-end fine", missingEndFine);
        quirks = Set.copyOf(quirks);
    }

    /** Returns the same constants under another name. */
    public RewardProfile renamed(String other) {
        return new RewardProfile(other, modelWeight, correctnessWeight, lengthWeight, missingEndFine, quirks);
    }

    /** Returns this profile with another weight of the reward model's score. */
    public RewardProfile withModelWeight(double weight) {
        return new RewardProfile(name, weight, correctnessWeight, lengthWeight, missingEndFine, quirks);
    }

    /** Returns this profile with another weight of correctness. */
    public RewardProfile withCorrectnessWeight(double weight) {
        return new RewardProfile(name, modelWeight, weight, lengthWeight, missingEndFine, quirks);
    }

    /** Returns this profile with another weight of the length penalty. */
    public RewardProfile withLengthWeight(double weight) {
        return new RewardProfile(name, modelWeight, correctnessWeight, weight, missingEndFine, quirks);
    }

    /** Returns this profile with another penalty of an answer without an end. */
    public RewardProfile withMissingEndFine(double fine) {
        return new RewardProfile(name, modelWeight, correctnessWeight, lengthWeight, fine, quirks);
    }

    /** Returns this profile with other quirks. */
    public RewardProfile withQuirks(Set<RewardQuirk> others) {
        return new RewardProfile(name, modelWeight, correctnessWeight, lengthWeight, missingEndFine, others);
    }

    /** Whether a quirk is switched on. */
    public boolean has(RewardQuirk quirk) {
        return quirks.contains(quirk);
    }

    private static void requireWeight(String what, double value) {
        if (!Double.isFinite(value) || value < 0) {
            throw new IllegalArgumentException("The " + what + " must be finite and not negative, but is " + value);
        }
    }
}
