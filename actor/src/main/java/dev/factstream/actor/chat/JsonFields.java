package dev.factstream.actor.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Members of an untrusted JSON object, each checked for type and range; null counts as absent. */
final class JsonFields {
    private final JsonNode object;
    private final String path;

    /** @param path name of the object in errors; empty for the request itself */
    JsonFields(JsonNode object, String path) {
        if (!object.isObject()) {
            throw ChatException.invalid(path.isEmpty() ? "the request" : path, "must be a JSON object");
        }
        this.object = object;
        this.path = path;
    }

    /** Returns the name of a member for errors. */
    String name(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    Optional<JsonNode> get(String key) {
        return Optional.ofNullable(object.get(key)).filter(value -> !value.isNull());
    }

    JsonNode required(String key) {
        return get(key).orElseThrow(() -> ChatException.invalid(name(key), "is missing"));
    }

    String text(String key) {
        return text(required(key), name(key));
    }

    /** Returns a string of valid Unicode; rejects unpaired surrogates, which tokenizers cannot handle. */
    static String text(JsonNode value, String name) {
        if (!value.isTextual()) {
            throw ChatException.invalid(name, "must be a string");
        }
        String text = value.textValue();
        if (text.codePoints().anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
            throw ChatException.invalid(name, "is not valid Unicode");
        }
        return text;
    }

    boolean flag(String key) {
        return get(key).map(value -> {
                    if (!value.isBoolean()) {
                        throw ChatException.invalid(name(key), "must be true or false");
                    }
                    return value.booleanValue();
                })
                .orElse(false);
    }

    Optional<Double> number(String key, double min, double max) {
        return get(key).map(value -> {
            if (!value.isNumber() || !(value.doubleValue() >= min && value.doubleValue() <= max)) {
                throw ChatException.invalid(name(key), "must be a number from " + min + " to " + max);
            }
            return value.doubleValue();
        });
    }

    Optional<Long> whole(String key, long min, long max) {
        return get(key).map(value -> {
            if (!value.isIntegralNumber()
                    || !value.canConvertToLong()
                    || value.longValue() < min
                    || value.longValue() > max) {
                throw ChatException.invalid(
                        name(key), min == max ? "must be " + min : "must be a whole number from " + min + " to " + max);
            }
            return value.longValue();
        });
    }
}
