package dev.factstream.actor.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Members of a JSON object from a stranger, each checked for its type and range; null counts as absent. */
final class JsonFields {
    private final JsonNode object;
    private final String path;

    /** @param path how to name the object in errors; empty for the request itself */
    JsonFields(JsonNode object, String path) {
        if (!object.isObject()) {
            throw ChatException.invalid(path.isEmpty() ? "the request" : path, "must be a JSON object");
        }
        this.object = object;
        this.path = path;
    }

    /** How errors name a member. */
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

    /** A text that is Unicode: half a surrogate pair is not, and a tokenizer must not see it. */
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

    Optional<Double> number(String key, double least, double most) {
        return get(key).map(value -> {
            if (!value.isNumber() || !(value.doubleValue() >= least && value.doubleValue() <= most)) {
                throw ChatException.invalid(name(key), "must be a number from " + least + " to " + most);
            }
            return value.doubleValue();
        });
    }

    Optional<Long> whole(String key, long least, long most) {
        return get(key).map(value -> {
            if (!value.isIntegralNumber()
                    || !value.canConvertToLong()
                    || value.longValue() < least
                    || value.longValue() > most) {
                throw ChatException.invalid(
                        name(key),
                        least == most ? "must be " + least : "must be a whole number from " + least + " to " + most);
            }
            return value.longValue();
        });
    }
}
