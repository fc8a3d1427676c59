package dev.factstream.learner.ppo;

import static dev.factstream.schemas.Check.require;

import dev.factstream.model.checkpoint.TextConfig;
import dev.factstream.schemas.rollout.Rollout;

/**
 * Bounds that every rollout of an honest actor keeps. A rollout beyond them would end the training of its whole batch:
 * with an index outside of the weights, too little memory, or losses that are not finite.
 */
final class RolloutBounds {
    /** Above the rounding errors of a logarithm of 1. */
    private static final float MOST_LOG_PROB = 0.01f;

    /** Tokens are drawn with 53 random bits, so none has a probability below 1e-16. */
    private static final float LEAST_LOG_PROB = -50;

    private RolloutBounds() {}

    /**
     * Checks a rollout.
     *
     * @param text of the policy
     * @param version the newest version that can have sampled it
     * @throws IllegalArgumentException with one line that says which bound it exceeds
     */
    static void check(Rollout rollout, TextConfig text, int version) {
        int limit = rollout.sampling().maxNewTokens();
        require(limit <= text.maxPositions(), "maxNewTokens", "must be at most " + text.maxPositions(), limit);
        require(
                rollout.tokens().length <= limit,
                "number of tokens",
                "must be at most " + limit,
                rollout.tokens().length);
        for (int token : rollout.tokens()) {
            require(token >= 0 && token < text.vocabSize(), "token", "must lie below " + text.vocabSize(), token);
        }
        for (float logProb : rollout.logProbs()) {
            require(
                    logProb >= LEAST_LOG_PROB && logProb <= MOST_LOG_PROB,
                    "log-probability",
                    "must lie between " + LEAST_LOG_PROB + " and 0",
                    logProb);
        }
        int newest = rollout.newestVersion();
        require(newest <= version, "policy version", "must be one that this run has made, at most " + version, newest);
    }
}
