package dev.factstream.model.network;

/** In which numbers a model's matrices are multiplied where nothing goes backward; everything else stays in fp32. */
public enum Precision {
    FP32(6, Float.BYTES),
    BF16(15, Short.BYTES);

    private final long torchType;
    private final int bytes;

    Precision(long torchType, int bytes) {
        this.torchType = torchType;
        this.bytes = bytes;
    }

    /** How torch's scripts number the type; DJL cannot make arrays of bf16 itself. */
    public long torchType() {
        return torchType;
    }

    /** Of one number. */
    public int bytes() {
        return bytes;
    }
}
