package dev.factstream.actor.adapter;

import dev.factstream.model.network.FoldedWeights;

/**
 * A policy version that can be served at once: verified, and folded into a copy of the base's weights.
 *
 * @param weights belong to whoever holds this record; free them, or hand them to who will
 */
public record PreparedAdapter(PolicyVersion version, FoldedWeights weights) implements AutoCloseable {
    /** Frees the weights. */
    @Override
    public void close() {
        weights.close();
    }
}
