package dev.factstream.model.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/**
 * A tensor of a file whose elements are made while it is written, a block of rows at a time, so that its size does not matter.
 *
 * @param type of the elements in the file
 * @param shape sizes of the dimensions, outermost first; empty for a scalar
 * @param rows gives the elements
 */
public record StreamedTensor(TensorType type, long[] shape, Rows rows) {
    /** Elements in memory at a time, unless a row has more. */
    private static final int BLOCK = 1 << 20;

    /** Gives elements in the type of the file. */
    @FunctionalInterface
    public interface Rows {
        /**
         * @param first index in the outermost dimension; 0 for a scalar
         * @param count number of indices; 1 for a scalar
         * @return their elements in row-major order, as bytes of the file
         */
        ByteBuffer bytes(long first, int count);
    }

    /** Returns a tensor with the bytes of {@code tensor}. */
    public static StreamedTensor copy(TensorData tensor) {
        int row = tensor.type().bytes() * (int) rowLength(tensor.shape());
        return new StreamedTensor(
                tensor.type(), tensor.shape(), (first, count) -> tensor.bytes().slice((int) first * row, count * row));
    }

    /**
     * Returns a tensor of floats in another type, rounded to nearest, ties to even.
     *
     * @param type one of floats
     * @param floats gives the elements of rows
     */
    public static StreamedTensor of(TensorType type, long[] shape, Floats floats) {
        return new StreamedTensor(type, shape, (first, count) -> type.bytes(floats.rows(first, count)));
    }

    /** Gives elements as floats. */
    @FunctionalInterface
    public interface Floats {
        /** As {@link Rows#bytes}. */
        float[] rows(long first, int count);
    }

    /** Number of bytes in the file. */
    long size() {
        return type.bytes() * rowLength(shape) * (shape.length == 0 ? 1 : shape[0]);
    }

    void write(WritableByteChannel out) throws IOException {
        long all = shape.length == 0 ? 1 : shape[0];
        long length = rowLength(shape);
        int block = length == 0 ? 0 : (int) Math.max(1, BLOCK / length);
        for (long first = 0; length > 0 && first < all; first += block) {
            ByteBuffer bytes =
                    rows.bytes(first, (int) Math.min(block, all - first)).order(ByteOrder.LITTLE_ENDIAN);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        }
    }

    /** The number of elements of an index of the outermost dimension. */
    static long rowLength(long[] shape) {
        return Arrays.stream(shape).skip(1).reduce(1, Math::multiplyExact);
    }
}
