package dev.factstream.scorer.topology;

import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import java.util.Optional;

/** Finds numbers that would poison the learner. */
final class NonFinite {
    private NonFinite() {}

    /** What is not finite in a rollout, in words; empty if all is well. */
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

    /** The same for its reward. */
    static Optional<String> in(ScoredRollout scored) {
        return Double.isFinite(scored.reward().total())
                ? Optional.empty()
                : Optional.of("the total reward is not finite: " + scored.reward());
    }
}
