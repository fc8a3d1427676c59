package dev.factstream.data.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** The ids of the rows imported so far; each stands for one row. */
final class RowIds {
    private final boolean number;
    private final Map<String, Integer> uses = new HashMap<>();

    /** @param number give the second row with an id {@code x} the id {@code x#2}, rather than refusing it */
    RowIds(boolean number) {
        this.number = number;
    }

    /** The row's own id, text or a whole number. */
    static String written(JsonNode row) {
        JsonNode id = row.path("id");
        if (id.isIntegralNumber()) {
            return id.asText();
        }
        return Fields.text(row, "id");
    }

    /**
     * The id that the row is to have.
     *
     * @throws IllegalArgumentException if it has none, or one that is taken
     */
    String free(String id) {
        int before = uses.getOrDefault(id, 0);
        if (before == 0) {
            return id;
        }
        if (!number) {
            throw new IllegalArgumentException(
                    "the id '" + id + "' has occurred before; --number-duplicates keeps both");
        }
        String numbered = id + "#" + (before + 1);
        if (uses.containsKey(numbered)) {
            throw new IllegalArgumentException(
                    "the id '" + id + "' has occurred before, and '" + numbered + "' is taken");
        }
        return numbered;
    }

    /** Notes that a row with this id, as written, was imported as {@code as}. */
    void take(String id, String as) {
        uses.merge(id, 1, Integer::sum);
        if (!as.equals(id)) {
            uses.merge(as, 1, Integer::sum);
        }
    }
}
