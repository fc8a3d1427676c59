package dev.factstream.data.imports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;

/** Reads a file that is one large JSON object, one value at a time. */
final class JsonStream {
    private static final JsonFactory JSON = new JsonFactory(new ObjectMapper());

    private JsonStream() {}

    /** Receives every field of the object, or every element of the arrays in it. */
    interface Visitor {
        /** @param name of the field */
        void visit(String name, SourcePosition place, JsonNode value);
    }

    /**
     * Visits every field.
     *
     * @throws BadFileException if the file is not a complete JSON object
     */
    static void fields(Path file, Visitor visitor) throws IOException {
        read(file, (json, name, index) -> visitor.visit(name, place(file, json, index), json.readValueAsTree()));
    }

    /** Visits every element of every array among the fields, and nothing else; errors as of {@link #fields}. */
    static void elements(Path file, Visitor visitor) throws IOException {
        read(file, (json, name, field) -> {
            if (json.currentToken() != JsonToken.START_ARRAY) {
                json.skipChildren();
                return;
            }
            for (long index = 0; json.nextToken() != JsonToken.END_ARRAY; index++) {
                visitor.visit(name, place(file, json, index), json.readValueAsTree());
            }
        });
    }

    private interface Field {
        void read(JsonParser json, String name, long index) throws IOException;
    }

    private static void read(Path file, Field field) throws IOException {
        try (JsonParser json = JSON.createParser(file.toFile())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new BadFileException(file + " must be one JSON object");
            }
            for (long index = 0; json.nextToken() == JsonToken.FIELD_NAME; index++) {
                String name = json.currentName();
                json.nextToken();
                field.read(json, name, index);
            }
        } catch (JsonProcessingException e) {
            throw new BadFileException(
                    file + " is not JSON: " + e.getOriginalMessage() + ", in line "
                            + e.getLocation().getLineNr(),
                    e);
        }
    }

    private static SourcePosition place(Path file, JsonParser json, long index) {
        return new SourcePosition(
                file,
                index,
                json.currentTokenLocation().getLineNr(),
                json.currentTokenLocation().getByteOffset());
    }
}
