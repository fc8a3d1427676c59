package dev.factstream.model.network;

/** Which activations of each layer a forward pass stores for the backward pass (activation checkpointing). */
public enum StoredActivations {
    /** All activations that the backward pass needs. */
    EVERYTHING(1),
    /** Only the layer's input, from which the backward pass recomputes the layer: about a third more work, a tenth of the memory. */
    INPUTS(2);

    private final long code;

    StoredActivations(long code) {
        this.code = code;
    }

    /** The value that the script expects. */
    long code() {
        return code;
    }
}
