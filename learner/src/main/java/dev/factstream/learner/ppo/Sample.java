package dev.factstream.learner.ppo;

import dev.factstream.model.network.TokenBatch;
import dev.factstream.schemas.rollout.ScoredRollout;

/**
 * A rollout as the networks read it.
 *
 * @param row prompt and answer as the policy reads them, the answer being the response whose tokens count
 * @param criticRow the same as the critic reads it: its image may take another number of tokens
 * @param scored what it came from
 */
record Sample(TokenBatch.Row row, TokenBatch.Row criticRow, ScoredRollout scored) {

    /** Log-probabilities that the actor recorded, one per token. */
    double[] behaviour() {
        float[] recorded = scored.rollout().logProbs();
        double[] behaviour = new double[recorded.length];
        for (int t = 0; t < behaviour.length; t++) {
            behaviour[t] = recorded[t];
        }
        return behaviour;
    }

    /** Number of tokens of the answer. */
    int tokens() {
        return row.responseLength();
    }

    /** Columns of the answer where it is padded to the most tokens that its ticket allowed. */
    int columns() {
        return Math.max(tokens(), scored.rollout().sampling().maxNewTokens());
    }
}
