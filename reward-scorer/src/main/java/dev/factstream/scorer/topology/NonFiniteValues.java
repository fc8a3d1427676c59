package dev.factstream.scorer.topology;

import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import java.util.Optional;

/** Finds non-finite numbers, which would corrupt the update of the learner. */
final class NonFiniteValues {
    private NonFiniteValues() {}

    /** Describes the first non-finite value of a rollout; empty if all are finite. */
    static Optional<String> in(Rollout rollout) {
        float[] logProbs = rollout.logProbs();
        for (int token = 0; token < logProbs.length; token++) {
            if (!Float.isFinite(logProbs[token])) {
                return Optional.of("the log-probability of token " + token + " is " + logProbs[token]);
            }
        }
        return Double.isFinite(rollout.meanEntropy())
                ? Optional.empty()
                : Optional.of("the mean entropy is " + rollout.meanEntropy());
    }

    /** Describes a non-finite total reward; empty if it is finite. */
    static Optional<String> in(ScoredRollout scored) {
        return Double.isFinite(scored.reward().total())
                ? Optional.empty()
                : Optional.of("the total reward is not finite: " + scored.reward());
    }
}
