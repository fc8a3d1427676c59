package dev.factstream.model.checkpoint;

import java.nio.ByteBuffer;

/** The supported element types of safetensors, by their names in the header. */
public enum TensorType {
    F32(4),
    F16(2),
    BF16(2),
    I64(8),
    I32(4),
    BOOL(1);

    private final int bytes;

    TensorType(int bytes) {
        this.bytes = bytes;
    }

    /** The number of bytes per element. */
    public int bytes() {
        return bytes;
    }

    /** Returns element {@code index} of little-endian {@code data} as a float. */
    float floatAt(ByteBuffer data, int index) {
        int at = index * bytes;
        return switch (this) {
            case F32 -> data.getFloat(at);
            case F16 -> halfToFloat(data.getShort(at));
            case BF16 -> Float.intBitsToFloat(data.getShort(at) << 16);
            default -> throw new ModelFormatException("expected a tensor of floats, found type " + this);
        };
    }

    /** Converts IEEE 754 binary16 to binary32 exactly; subnormal halves become normal floats. */
    static float halfToFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = (half >> 10) & 0x1f;
        int fraction = half & 0x3ff;
        if (exponent == 0x1f) {
            return Float.intBitsToFloat(sign | 0x7f800000 | fraction << 13);
        }
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        return Float.intBitsToFloat(sign | (exponent + 112) << 23 | fraction << 13);
    }
}
