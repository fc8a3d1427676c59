package dev.factstream.schemas.rollout;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * The parts of a reward, each with its sign in the sum: penalties are zero or negative.
 *
 * @param rewardModel the learned reward model's score; empty when only symbolic rewards are used
 * @param correctness from the symbolic ground truth
 * @param length the length penalty
 * @param missingEnd the penalty for an answer without an end token
 */
public record RewardParts(OptionalDouble rewardModel, double correctness, double length, double missingEnd) {
    public RewardParts {
        Objects.requireNonNull(rewardModel, "rewardModel");
    }

    /** Returns the terminal reward: the sum of the parts. */
    public double total() {
        return rewardModel.orElse(0) + correctness + length + missingEnd;
    }
}
