package dev.factstream.model.network;

/** The number format of a model's matrix products during inference; everything else is in fp32. */
public enum Precision {
    FP32(6, Float.BYTES),
    BF16(15, Short.BYTES);

    private final long torchType;
    private final int bytes;

    Precision(long torchType, int bytes) {
        this.torchType = torchType;
        this.bytes = bytes;
    }

    /** The number of the type in TorchScript; DJL cannot create bf16 arrays. */
    public long torchType() {
        return torchType;
    }

    /** The number of bytes per number. */
    public int bytes() {
        return bytes;
    }
}
