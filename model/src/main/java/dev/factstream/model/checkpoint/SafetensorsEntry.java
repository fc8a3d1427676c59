package dev.factstream.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** One entry of a safetensors header: the byte range of a tensor, counted from the end of the header. */
record SafetensorsEntry(TensorType type, long[] shape, long begin, long end) {

    static SafetensorsEntry of(String origin, String name, JsonNode entry, long dataBytes) {
        String where = origin + ": tensor " + name;
        TensorType type = type(where, entry.path("dtype").asText());
        long[] shape = new long[entry.path("shape").size()];
        Arrays.setAll(shape, i -> entry.path("shape").get(i).asLong());
        long begin = entry.path("data_offsets").path(0).asLong(-1);
        long end = entry.path("data_offsets").path(1).asLong(-1);
        if (end > dataBytes) {
            throw new ModelFormatException(
                    where + " ends at byte " + end + " of " + dataBytes + " in the file: the file is truncated");
        }
        long expected = Arrays.stream(shape).reduce(1, Math::multiplyExact) * type.bytes();
        if (begin < 0 || end - begin != expected) {
            throw new ModelFormatException(where + " has " + (end - begin) + " bytes, its shape requires " + expected);
        }
        return new SafetensorsEntry(type, shape, begin, end);
    }

    TensorData tensor(ByteBuffer bytes) {
        return new TensorData(type, shape, bytes);
    }

    private static TensorType type(String where, String dtype) {
        try {
            return TensorType.valueOf(dtype);
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(where + " has the unsupported dtype " + dtype);
        }
    }
}
