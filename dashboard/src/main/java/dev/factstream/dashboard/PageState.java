package dev.factstream.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The state of the page: JSON by key, like a compacted topic. A new client gets a snapshot and then the changes. A message is
 * {@code {"reset": …, "set": {key: value}, "drop": [key]}}. Thread-safe.
 */
final class PageState {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();

    /** Sets a value; an equal value is not a change. */
    synchronized void put(String key, JsonNode value) {
        String text = value.toString();
        if (!text.equals(values.put(key, text))) {
            changed.add(key);
        }
    }

    /** Removes the keys that begin with {@code prefix} and are not in {@code keys}. */
    synchronized void retain(String prefix, Set<String> keys) {
        values.keySet().removeIf(key -> {
            boolean gone = key.startsWith(prefix) && !keys.contains(key);
            if (gone) {
                changed.add(key);
            }
            return gone;
        });
    }

    /** Returns a message with all values; it resets the client's state. */
    synchronized String snapshot() {
        return message(true, values.keySet());
    }

    /** Returns a message with the changes since the last call; empty if there are none. */
    synchronized Optional<String> changes() {
        if (changed.isEmpty()) {
            return Optional.empty();
        }
        String message = message(false, changed);
        changed.clear();
        return Optional.of(message);
    }

    private String message(boolean reset, Set<String> keys) {
        ObjectNode message = JSON.createObjectNode().put("reset", reset);
        ObjectNode set = message.putObject("set");
        ArrayNode drop = message.putArray("drop");
        for (String key : keys) {
            String value = values.get(key);
            if (value == null) {
                drop.add(key);
            } else {
                set.putRawValue(key, new RawValue(value));
            }
        }
        return message.toString();
    }
}
