package dev.factstream.model.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads and writes the safetensors format: 8 bytes of little-endian header length, a JSON header that maps each name to type,
 * shape and data offsets, then the data. See <a href="https://github.com/huggingface/safetensors">github.com/huggingface/safetensors</a>.
 */
public final class Safetensors {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Safetensors() {}

    /**
     * Reads every tensor of a file. The data is memory-mapped, not copied.
     *
     * @throws ModelFormatException with a one-line message if the file is missing, truncated or not safetensors
     */
    public static Map<String, TensorData> read(Path file) {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            long header = headerLength(file.toString(), size, size < 8 ? null : map(channel, 0, 8));
            Map<String, SafetensorsEntry> entries =
                    SafetensorsHeader.read(file.toString(), map(channel, 8, header), size - 8 - header);
            for (Map.Entry<String, SafetensorsEntry> entry : entries.entrySet()) {
                SafetensorsEntry slice = entry.getValue();
                tensors.put(
                        entry.getKey(),
                        slice.tensor(map(channel, 8 + header + slice.begin(), slice.end() - slice.begin())));
            }
        } catch (IOException e) {
            boolean missing = e instanceof NoSuchFileException;
            throw new ModelFormatException(file + (missing ? ": missing" : ": cannot be read: " + e.getMessage()), e);
        }
        return tensors;
    }

    /** Reads every tensor from the bytes of a file; {@code origin} names the file in errors. */
    public static Map<String, TensorData> read(String origin, byte[] bytes) {
        ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int header = (int) headerLength(origin, bytes.length, bytes.length < 8 ? null : all);
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        SafetensorsHeader.read(origin, all.slice(8, header), bytes.length - 8L - header)
                .forEach((name, slice) ->
                        tensors.put(name, slice.tensor(all.slice(8 + header + (int) slice.begin(), (int)
                                (slice.end() - slice.begin())))));
        return tensors;
    }

    /** Writes tensors in the order of the map. */
    public static void write(Path file, Map<String, TensorData> tensors) {
        writeStreamed(file, streamed(tensors));
    }

    /** Writes tensors that are made while they are written, in the order of the map. */
    public static void writeStreamed(Path file, Map<String, StreamedTensor> tensors) {
        try (WritableByteChannel out = Files.newByteChannel(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            write(out, tensors);
        } catch (IOException e) {
            throw new ModelFormatException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /** Returns the bytes that {@link #write(Path, Map)} would write. */
    public static byte[] bytes(Map<String, TensorData> tensors) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            write(Channels.newChannel(out), streamed(tensors));
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
        return out.toByteArray();
    }

    private static Map<String, StreamedTensor> streamed(Map<String, TensorData> tensors) {
        Map<String, StreamedTensor> streamed = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> streamed.put(name, StreamedTensor.copy(tensor)));
        return streamed;
    }

    private static void write(WritableByteChannel out, Map<String, StreamedTensor> tensors) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        header.putObject("__metadata__").put("format", "pt"); // required by transformers
        long offset = 0;
        for (Map.Entry<String, StreamedTensor> entry : tensors.entrySet()) {
            StreamedTensor tensor = entry.getValue();
            ObjectNode description = header.putObject(entry.getKey());
            description.put("dtype", tensor.type().name());
            description.set("shape", JSON.valueToTree(tensor.shape()));
            long end = offset + tensor.size();
            description.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        String json = header.toString();
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        byte[] padded = (json + " ".repeat(-length & 7)).getBytes(StandardCharsets.UTF_8); // data aligned to 8 bytes
        out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, padded.length));
        out.write(ByteBuffer.wrap(padded));
        for (StreamedTensor tensor : tensors.values()) {
            tensor.write(out);
        }
    }

    private static long headerLength(String origin, long size, ByteBuffer start) {
        long header = start == null ? -1 : start.getLong(0);
        if (header < 2 || header > size - 8 || header > SafetensorsHeader.MAX_BYTES) {
            throw new ModelFormatException(origin + ": not a safetensors file, or truncated (" + size + " bytes)");
        }
        return header;
    }

    private static ByteBuffer map(FileChannel channel, long from, long length) throws IOException {
        return channel.map(FileChannel.MapMode.READ_ONLY, from, length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
