package dev.factstream.actor.adapter;

import dev.factstream.model.lora.LoraAdapter;
import java.util.Optional;

/**
 * A policy version that may be served: verified, its tensors loaded.
 *
 * @param version 0 is the base without adapter
 * @param weights empty for version 0
 * @param hash of the tensors as they were loaded, computed from them; {@code none} for version 0
 */
public record ServedAdapter(int version, Optional<LoraAdapter> weights, String hash) implements AutoCloseable {
    /** The base model. */
    public static final ServedAdapter BASE = new ServedAdapter(0, Optional.empty(), "none");

    /** Frees the tensors. */
    @Override
    public void close() {
        weights.ifPresent(LoraAdapter::close);
    }
}
