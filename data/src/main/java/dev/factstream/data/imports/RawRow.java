package dev.factstream.data.imports;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;

/**
 * A row as it is in the file.
 *
 * @param text its bytes; not copied
 * @param flaw the reason why it cannot be a row, if already known
 */
record RawRow(SourcePosition place, byte[] text, Optional<String> flaw) {
    /** Rejects what Jackson accepts by default: trailing tokens after a forgotten comma, and duplicate fields. */
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    /** @throws IllegalArgumentException if the row is not a JSON object in UTF-8 */
    JsonNode json() {
        flaw.ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        try {
            JsonNode node = JSON.readTree(text);
            if (!node.isObject()) {
                throw new IllegalArgumentException("not a JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) { // bytes that are not UTF-8
            throw new IllegalArgumentException("not JSON: " + e.getMessage(), e);
        }
    }
}
