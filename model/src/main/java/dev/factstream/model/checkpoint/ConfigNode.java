package dev.factstream.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JSON object in a configuration file. It keeps its file and key path, so that every error names file, key and value. */
public final class ConfigNode {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String where;
    private final JsonNode node;

    private ConfigNode(String where, JsonNode node) {
        this.where = where;
        this.node = node;
    }

    /** @throws ModelFormatException if the file is missing or not a JSON object */
    public static ConfigNode read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ModelFormatException(file + ": missing");
        }
        try {
            return parse(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new ModelFormatException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** @throws ModelFormatException if the bytes are not a JSON object */
    public static ConfigNode parse(String origin, byte[] bytes) {
        try {
            JsonNode node = JSON.readTree(bytes);
            if (node == null || !node.isObject()) {
                throw new ModelFormatException(origin + ": not a JSON object");
            }
            return new ConfigNode(origin + ": ", node);
        } catch (IOException e) {
            throw new ModelFormatException(origin + ": not JSON", e);
        }
    }

    /** The keys of the object; empty if absent. */
    public List<String> keys() {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** Whether the key is present and not null. */
    public boolean has(String key) {
        return node.hasNonNull(key);
    }

    /** Whether the key is present, and null. */
    public boolean isNull(String key) {
        return node.path(key).isNull();
    }

    /** Returns the object under {@code key}; empty if absent. */
    public ConfigNode child(String key) {
        return new ConfigNode(where + key + ".", has(key) ? node.get(key) : MissingNode.getInstance());
    }

    /** Returns the raw value under {@code key}; a missing node if absent. */
    public JsonNode raw(String key) {
        return has(key) ? node.get(key) : MissingNode.getInstance();
    }

    public int integer(String key, int otherwise) {
        return has(key) ? checked(key, node.get(key).canConvertToInt()).asInt() : otherwise;
    }

    public double number(String key, double otherwise) {
        return has(key) ? checked(key, node.get(key).isNumber()).asDouble() : otherwise;
    }

    public boolean flag(String key, boolean otherwise) {
        return has(key) ? checked(key, node.get(key).isBoolean()).asBoolean() : otherwise;
    }

    public String string(String key, String otherwise) {
        return has(key) ? checked(key, node.get(key).isTextual()).asText() : otherwise;
    }

    /** Returns a number or a list of numbers as a list; empty if absent. */
    public List<Integer> integers(String key) {
        List<Integer> values = new ArrayList<>();
        if (has(key)) {
            JsonNode value = node.get(key);
            if (value.isArray()) {
                value.forEach(element -> values.add(element.asInt()));
            } else {
                values.add(checked(key, value.canConvertToInt()).asInt());
            }
        }
        return values;
    }

    private JsonNode checked(String key, boolean rightType) {
        if (!rightType) {
            throw unsupported(key, node.get(key));
        }
        return node.get(key);
    }

    /** Returns the error for an unsupported value, with what to do. */
    public ModelFormatException unsupported(String key, Object value, String remedy) {
        return new ModelFormatException(where + key + " = " + value + " is not supported: " + remedy);
    }

    /** Returns the error for an unsupported value. */
    public ModelFormatException unsupported(String key, Object value) {
        return new ModelFormatException(where + key + " = " + value + " is not supported");
    }
}
