package dev.factstream.learner.ppo;

import dev.factstream.model.network.TokenBatch;
import dev.factstream.schemas.rollout.ScoredRollout;

/**
 * A rollout as the networks read it.
 *
 * @param row prompt and answer, the answer being the response whose tokens count
 * @param scored what it came from
 */
record Sample(TokenBatch.Row row, ScoredRollout scored) {

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
}
