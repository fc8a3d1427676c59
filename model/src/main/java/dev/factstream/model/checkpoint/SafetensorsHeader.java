package dev.factstream.model.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file. It is valid only if it is an object without duplicate names, and the byte ranges of its tensors
 * cover the data exactly: without overlaps, holes or remaining bytes, as the format's own library requires.
 */
final class SafetensorsHeader {
    /** The limit of the format's own library. */
    static final long MAX_BYTES = 100_000_000;

    private static final String METADATA = "__metadata__";
    private static final ObjectReader JSON = new ObjectMapper()
            .reader()
            .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private SafetensorsHeader() {}

    /**
     * Returns the entries by name, in the order of the header.
     *
     * @param origin names the file in errors
     * @param dataBytes number of bytes after the header
     * @throws ModelFormatException with a one-line message if the header is invalid
     */
    static Map<String, SafetensorsEntry> read(String origin, ByteBuffer header, long dataBytes) {
        Map<String, SafetensorsEntry> entries = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : object(origin, header).properties()) {
            if (!entry.getKey().equals(METADATA)) {
                entries.put(entry.getKey(), SafetensorsEntry.of(origin, entry.getKey(), entry.getValue(), dataBytes));
            }
        }
        requireExactCover(origin, entries, dataBytes);
        return entries;
    }

    private static JsonNode object(String origin, ByteBuffer header) {
        String text = StandardCharsets.UTF_8.decode(header).toString();
        try {
            JsonNode root = JSON.readTree(text);
            if (!root.isObject()) {
                throw new ModelFormatException(origin + ": the safetensors header is not a JSON object");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new ModelFormatException(
                    origin + ": the safetensors header is not valid JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void requireExactCover(String origin, Map<String, SafetensorsEntry> entries, long dataBytes) {
        List<Map.Entry<String, SafetensorsEntry>> ordered = new ArrayList<>(entries.entrySet());
        ordered.sort(Comparator.comparingLong((Map.Entry<String, SafetensorsEntry> entry) ->
                        entry.getValue().begin())
                .thenComparingLong(entry -> entry.getValue().end()));
        long end = 0;
        for (Map.Entry<String, SafetensorsEntry> entry : ordered) {
            long begin = entry.getValue().begin();
            if (begin != end) {
                throw new ModelFormatException(origin + ": tensor " + entry.getKey() + " begins at byte " + begin
                        + ", but the tensor before it ends at byte " + end);
            }
            end = entry.getValue().end();
        }
        if (end != dataBytes) {
            throw new ModelFormatException(
                    origin + ": the tensors end at byte " + end + ", but the file has " + dataBytes + " bytes of data");
        }
    }
}
