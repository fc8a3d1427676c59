package dev.factstream.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** One entry of a safetensors header: the byte range of a tensor, counted from the end of the header. */
record SafetensorsEntry(TensorType type, long[] shape, long begin, long end) {

    static SafetensorsEntry of(String origin, String name, JsonNode entry, long dataBytes) {
        String where = origin + ": tensor " + name;
        TensorType type = type(where, entry.path("dtype").asText());
        long[] shape = numbers(where, "shape", entry.path("shape"));
        long[] offsets = numbers(where, "data_offsets", entry.path("data_offsets"));
        if (offsets.length != 2) {
            throw new ModelFormatException(where + " has " + offsets.length + " data_offsets instead of 2");
        }
        long begin = offsets[0];
        long end = offsets[1];
        if (end > dataBytes) {
            throw new ModelFormatException(
                    where + " ends at byte " + end + " of " + dataBytes + " in the file: the file is truncated");
        }
        long expected = bytes(where, shape, type);
        if (end - begin != expected) {
            throw new ModelFormatException(where + " has " + (end - begin) + " bytes, its shape requires " + expected);
        }
        return new SafetensorsEntry(type, shape, begin, end);
    }

    TensorData tensor(ByteBuffer bytes) {
        return new TensorData(type, shape, bytes);
    }

    /** Returns the elements of an array of whole numbers, none of them negative. */
    private static long[] numbers(String where, String name, JsonNode array) {
        long[] numbers = new long[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            JsonNode number = array.get(i);
            if (number == null || !number.isIntegralNumber() || !number.canConvertToLong() || number.asLong() < 0) {
                throw new ModelFormatException(where + " has a " + name + " that is not a list of whole numbers");
            }
            numbers[i] = number.asLong();
        }
        if (!array.isArray()) {
            throw new ModelFormatException(where + " has no " + name);
        }
        return numbers;
    }

    private static long bytes(String where, long[] shape, TensorType type) {
        try {
            return Math.multiplyExact(Arrays.stream(shape).reduce(1, Math::multiplyExact), (long) type.bytes());
        } catch (ArithmeticException e) {
            throw new ModelFormatException(
                    where + " has the shape " + Arrays.toString(shape) + ", which is too large", e);
        }
    }

    private static TensorType type(String where, String dtype) {
        try {
            return TensorType.valueOf(dtype);
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(where + " has the unsupported dtype " + dtype);
        }
    }
}
