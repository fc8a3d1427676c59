package dev.factstream.model.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A tensor as stored in a file.
 *
 * @param type element type
 * @param shape sizes of the dimensions, outermost first; empty for a scalar
 * @param bytes little-endian elements in row-major order
 */
public record TensorData(TensorType type, long[] shape, ByteBuffer bytes) {

    public TensorData {
        bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Creates a float tensor. */
    public static TensorData of(float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return new TensorData(TensorType.F32, shape, bytes);
    }

    /** The number of elements. */
    public int size() {
        return bytes.capacity() / type.bytes();
    }

    /** The elements as floats; F16 and BF16 convert exactly. */
    public float[] floats() {
        return floats(0, size());
    }

    /** The elements of {@code count} indices of the outermost dimension from {@code first} on, as {@link #floats}. */
    public float[] rows(long first, int count) {
        int length = Math.toIntExact(StreamedTensor.rowLength(shape));
        return floats(Math.toIntExact(first * length), Math.multiplyExact(count, length));
    }

    private float[] floats(int from, int count) {
        float[] values = new float[count];
        if (type == TensorType.F32) {
            bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(from, values);
        } else {
            for (int i = 0; i < count; i++) {
                values[i] = type.floatAt(bytes, from + i);
            }
        }
        return values;
    }

    /** The elements of an integer tensor. */
    public long[] longs() {
        long[] values = new long[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case I64 -> bytes.getLong(8 * i);
                case I32 -> bytes.getInt(4 * i);
                case BOOL -> bytes.get(i);
                default -> throw new ModelFormatException("expected a tensor of integers, found type " + type);
            };
        }
        return values;
    }

    @Override
    public String toString() {
        return type + Arrays.toString(shape);
    }
}
