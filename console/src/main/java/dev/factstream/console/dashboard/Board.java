package dev.factstream.console.dashboard;

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
 * What the page shows: JSON by key, like a compacted topic. Whoever comes gets everything, and from then on what changes. A message
 * is {@code {"reset": …, "set": {key: value}, "drop": [key]}}. Thread-safe.
 */
final class Board {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();

    /** Sets a value; the same as before changes nothing. */
    synchronized void put(String key, JsonNode value) {
        String text = value.toString();
        if (!text.equals(values.put(key, text))) {
            changed.add(key);
        }
    }

    /** Takes away what begins with {@code prefix} and is none of these. */
    synchronized void retain(String prefix, Set<String> keys) {
        values.keySet().removeIf(key -> {
            boolean gone = key.startsWith(prefix) && !keys.contains(key);
            if (gone) {
                changed.add(key);
            }
            return gone;
        });
    }

    /** A message with everything; whoever takes it forgets what there was before. */
    synchronized String everything() {
        return message(true, values.keySet());
    }

    /** A message with what has changed since this was called last; empty where nothing has. */
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
