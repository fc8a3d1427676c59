package dev.factstream.actor.adapter;

import dev.factstream.model.network.FoldedWeights;

/**
 * A policy version that is ready to be served: verified, and folded into a copy of the base's weights.
 *
 * @param weights owned by the holder of this record, who must free them or transfer their ownership
 */
public record PreparedAdapter(PolicyVersion version, FoldedWeights weights) implements AutoCloseable {
    /** Frees the weights. */
    @Override
    public void close() {
        weights.close();
    }
}
