package dev.factstream.model.network;

/** What a forward pass keeps of each layer for the way back. */
public enum Kept {
    /** All that the way back needs. */
    EVERYTHING(1),
    /** The layer's input, from which the layer is computed once more: about a third more work, a tenth of the memory. */
    INPUTS(2);

    private final long code;

    Kept(long code) {
        this.code = code;
    }

    /** As the script takes it. */
    long code() {
        return code;
    }
}
