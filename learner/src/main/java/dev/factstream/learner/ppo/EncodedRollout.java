package dev.factstream.learner.ppo;

import dev.factstream.model.network.TokenBatch;
import dev.factstream.schemas.rollout.ScoredRollout;

/**
 * A rollout encoded for the networks.
 *
 * @param row prompt and answer encoded for the policy; the answer is the response whose tokens count
 * @param criticRow the same encoded for the critic, whose image may take another number of tokens
 * @param scored the scored rollout
 */
record EncodedRollout(TokenBatch.Row row, TokenBatch.Row criticRow, ScoredRollout scored) {

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

    /** Number of columns of the answer when padded to the maximum tokens of its ticket. */
    int columns() {
        return Math.max(tokens(), scored.rollout().sampling().maxNewTokens());
    }
}
