package dev.factstream.actor.adapter;

import dev.factstream.model.network.FoldedWeights;

/**
 * A policy version of a run that is ready to be served: verified, and folded into a copy of the base's weights.
 *
 * @param policyId name of the policy within the run
 * @param weights owned by the holder of this record, who must free them or transfer their ownership
 */
public record PreparedAdapter(String runId, String policyId, PolicyVersion version, FoldedWeights weights)
        implements AutoCloseable {
    /** Frees the weights. */
    @Override
    public void close() {
        weights.close();
    }
}
