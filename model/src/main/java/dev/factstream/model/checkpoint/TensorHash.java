package dev.factstream.model.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A hash of named fp32 tensors that does not depend on their order or on their file: SHA-256 over, for each tensor in the
 * order of names, the line {@code name F32 [shape]\n} in UTF-8 and the raw little-endian values.
 */
public final class TensorHash {

    private record Entry(String line, Supplier<float[]> values) {}

    private final Map<String, Entry> entries = new TreeMap<>();

    /** Adds a tensor; {@link #hex} requests the values, one tensor at a time. */
    public void add(String name, long[] shape, Supplier<float[]> values) {
        entries.put(name, new Entry(name + " F32 " + Arrays.toString(shape) + "\n", values));
    }

    /** The hash of the added tensors, 64 lower-case hexadecimal digits. */
    public String hex() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (Entry entry : entries.values()) {
                float[] values = entry.values().get();
                ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(values);
                sha.update(entry.line().getBytes(StandardCharsets.UTF_8));
                sha.update(bytes.array());
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
