package dev.factstream.evaluation.benchmark.file;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes JSON as Python's {@code json}: {@code NaN} and {@code Infinity} are numbers. Thread-safe. */
public final class JsonFile {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(JsonGenerator.Feature.QUOTE_NON_NUMERIC_NUMBERS)
            .build();

    private JsonFile() {}

    /** Returns an empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Reads a file with one value. @throws UserFacingException if it is not JSON */
    public static JsonNode read(Path file) throws IOException {
        try {
            return parsed(InputText.read(file));
        } catch (JsonProcessingException e) {
            throw new UserFacingException(ExitCode.BAD_DATA, file + " is not JSON: " + reason(e), e);
        }
    }

    /** Reads a file with an array of objects. @throws UserFacingException if it is not one */
    public static List<JsonRow> readArray(Path file) throws IOException {
        JsonNode array = read(file);
        if (!array.isArray()) {
            throw new UserFacingException(ExitCode.BAD_DATA, file + " must contain one JSON array");
        }
        List<JsonRow> rows = new ArrayList<>();
        array.forEach(value -> rows.add(objectRow(file, rows.size() + 1, value)));
        return rows;
    }

    /** Reads a file with a JSON object per line. @throws UserFacingException naming the first row that is not one, also if it is blank */
    public static List<JsonRow> readLines(Path file) throws IOException {
        List<JsonRow> rows = new ArrayList<>();
        try (BufferedReader lines = InputText.open(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                rows.add(row(file, rows.size() + 1, line));
            }
        } catch (CharacterCodingException e) {
            throw InputText.notText(file, e);
        }
        if (rows.isEmpty()) {
            throw new UserFacingException(ExitCode.BAD_DATA, file + " is empty");
        }
        return rows;
    }

    private static JsonRow row(Path file, int number, String line) {
        try {
            return objectRow(file, number, parsed(line));
        } catch (JsonProcessingException e) {
            throw new JsonRow(file, number, null).problem("not JSON: " + reason(e));
        }
    }

    private static JsonRow objectRow(Path file, int number, JsonNode value) {
        JsonRow row = new JsonRow(file, number, value);
        if (!value.isObject()) {
            throw row.problem("not a JSON object");
        }
        return row;
    }

    private static JsonNode parsed(String json) throws JsonProcessingException {
        JsonNode value = MAPPER.readTree(json);
        return value == null || value.isMissingNode() ? throwEmpty() : value;
    }

    private static JsonNode throwEmpty() throws JsonProcessingException {
        throw new com.fasterxml.jackson.core.JsonParseException(null, "it is blank");
    }

    private static String reason(JsonProcessingException e) {
        return e.getOriginalMessage().lines().findFirst().orElse("");
    }

    /** Writes a value, indented, so that the file on disk is complete or absent. */
    public static void write(Path file, JsonNode value) throws IOException {
        Path target = file.toAbsolutePath();
        Files.createDirectories(target.getParent());
        Path temporary = target.resolveSibling(target.getFileName() + ".writing");
        MAPPER.writeValue(temporary.toFile(), value);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
