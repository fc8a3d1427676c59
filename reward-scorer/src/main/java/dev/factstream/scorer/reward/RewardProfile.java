package dev.factstream.scorer.reward;

/**
 * The constants of the symbolic rewards. A profile is fixed for a run; every scored rollout names the profile it was
 * scored with.
 *
 * <p>The shape is that of LLaVA-RLHF ({@code R = correctness − length − missing end}, arXiv 2309.14525 §2.3), whose
 * constants are correctness 2, length 10, missing end 8 for answers of up to 896 tokens and a reward model beside them.
 *
 * @param name what scored rollouts call it
 * @param correctnessWeight weight of {@link CorrectnessReward}, in reward per unit of correctness; 0 switches it off
 * @param lengthWeight weight of {@link LengthPenalty}, in reward per full-length answer; 0 switches it off
 * @param missingEndFine what {@link MissingEndFine} takes from an answer cut at its limit, in reward, not negative
 */
public record RewardProfile(String name, double correctnessWeight, double lengthWeight, double missingEndFine) {

    /**
     * For short symbolic answers scored without a reward model. Correctness keeps the weight of LLaVA-RLHF. The
     * penalties are scaled to it: in a limit of a few dozen tokens the weight 10 would charge more for five tokens than
     * a right answer earns, so a full-length answer costs 0.5; and an answer that never ends loses 1, as much as a
     * wrong yes or no.
     */
    public static final RewardProfile DEFAULT = new RewardProfile("default", 2.0, 0.5, 1.0);

    /** @throws IllegalArgumentException if a constant is not finite or is negative */
    public RewardProfile {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A reward profile needs a name");
        }
        requireWeight("correctness weight", correctnessWeight);
        requireWeight("length weight", lengthWeight);
        requireWeight("missing-end fine", missingEndFine);
    }

    private static void requireWeight(String what, double value) {
        if (!Double.isFinite(value) || value < 0) {
            throw new IllegalArgumentException("The " + what + " must be finite and not negative, but is " + value);
        }
    }
}
