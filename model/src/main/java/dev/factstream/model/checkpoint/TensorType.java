package dev.factstream.model.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;

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

    /** Whether the elements are floats. */
    public boolean isFloat() {
        return this == F32 || this == F16 || this == BF16;
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

    /**
     * Returns the bytes of floats in this type, rounded to nearest, ties to even. NaN stays NaN.
     *
     * @throws ModelFormatException if it is a type of integers
     */
    ByteBuffer bytes(float[] values) {
        ByteBuffer data = ByteBuffer.allocate(values.length * bytes).order(ByteOrder.LITTLE_ENDIAN);
        switch (this) {
            case F32 -> data.asFloatBuffer().put(values);
            case F16, BF16 -> {
                ShortBuffer halves = data.asShortBuffer();
                for (float value : values) {
                    halves.put(this == F16 ? floatToHalf(value) : floatToBrain(value));
                }
            }
            default -> throw new ModelFormatException("floats cannot be written as " + this);
        }
        return data;
    }

    private static short floatToBrain(float value) {
        int bits = Float.floatToIntBits(value); // of NaN it gives one with upper bits
        int rounded = Float.isNaN(value) ? bits : bits + 0x7fff + (bits >>> 16 & 1);
        return (short) (rounded >>> 16);
    }

    private static short floatToHalf(float value) {
        int bits = Float.floatToIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7fffffff;
        if (Float.isNaN(value)) {
            return (short) (sign | 0x7e00);
        }
        if (magnitude >= 0x477ff000) { // 65,520 and more round to infinity
            return (short) (sign | 0x7c00);
        }
        if (magnitude < 0x38800000) { // below 2^-14 there are subnormal halves, multiples of 2^-24
            return (short) (sign | (int) Math.rint(Math.abs(value) * 0x1p24));
        }
        int rounded = magnitude + 0xfff + (magnitude >>> 13 & 1);
        return (short) (sign | rounded - (112 << 23) >>> 13);
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
