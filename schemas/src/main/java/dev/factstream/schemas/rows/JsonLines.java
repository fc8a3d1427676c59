package dev.factstream.schemas.rows;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.schemas.facts.AnswerKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Reads and writes files with one JSON object per line. Blank lines and a byte order mark are skipped; every other line is one row or an error. */
final class JsonLines {
    /** Refuses two objects on a line, and a field that occurs twice; Jackson would drop one of them silently. */
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private JsonLines() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static String line(ObjectNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of text and numbers can always be written", e);
        }
    }

    /**
     * Reads a whole file.
     *
     * @throws BadRowsException listing the rows that are not JSON objects or that {@code reader} rejects
     */
    static <T> List<T> read(Path file, Function<JsonNode, T> reader) throws IOException {
        List<T> rows = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String text = number == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
                if (text.isBlank()) {
                    continue;
                }
                try {
                    rows.add(reader.apply(objectOf(text)));
                } catch (IllegalArgumentException e) {
                    problems.add("line " + number + ": " + e.getMessage());
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new BadRowsException(file, problems);
        }
        return rows;
    }

    private static JsonNode objectOf(String line) {
        try {
            JsonNode node = MAPPER.readTree(line);
            if (!node.isObject()) {
                throw new IllegalArgumentException("not a JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    static String text(JsonNode row, String field) {
        return optionalText(row, field).orElseThrow(() -> new IllegalArgumentException("'" + field + "' is missing"));
    }

    /** Returns the row's image, a path relative to {@code file}. The image must exist. */
    static Optional<String> image(JsonNode row, Path file) {
        Optional<String> image = optionalText(row, "image");
        image.filter(path -> !Files.isRegularFile(file.resolveSibling(path))).ifPresent(path -> {
            throw new IllegalArgumentException("the image " + file.resolveSibling(path) + " does not exist");
        });
        return image;
    }

    /** Returns a list of texts; empty if the field is missing. */
    static List<String> texts(JsonNode row, String field) {
        JsonNode list = row.path(field);
        if (!list.isMissingNode() && !list.isArray()) {
            throw new IllegalArgumentException("'" + field + "' is not a list");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode text : list) {
            if (!text.isTextual()) {
                throw new IllegalArgumentException("'" + field + "' contains an element that is not text");
            }
            texts.add(text.textValue());
        }
        return texts;
    }

    static boolean bool(JsonNode row, String field) {
        JsonNode value = row.path(field);
        if (!value.isBoolean()) {
            throw new IllegalArgumentException("'" + field + "' is neither true nor false");
        }
        return value.booleanValue();
    }

    /** Returns the kind as written in a file, for example {@code yes_no}. */
    static String word(AnswerKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    static AnswerKind answerKind(String word) {
        return switch (word) {
            case "open" -> AnswerKind.OPEN;
            case "yes_no" -> AnswerKind.YES_NO;
            case "multiple_choice" -> AnswerKind.MULTIPLE_CHOICE;
            default ->
                throw new IllegalArgumentException(
                        "'answer_kind' must be open, yes_no or multiple_choice, not '" + word + "'");
        };
    }

    static Optional<String> optionalText(JsonNode row, String field) {
        JsonNode value = row.get(field);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException("'" + field + "' is not text");
        }
        if (value.textValue().isBlank()) {
            throw new IllegalArgumentException("'" + field + "' is blank");
        }
        return Optional.of(value.textValue());
    }
}
