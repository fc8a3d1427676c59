package dev.factstream.data.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** The ids of the rows imported so far; each id denotes one row. */
final class RowIds {
    private final boolean number;
    private final Map<String, Integer> uses = new HashMap<>();

    /** @param number give the second row with an id {@code x} the id {@code x#2} instead of rejecting it */
    RowIds(boolean number) {
        this.number = number;
    }

    /** Returns the row's id in the source: text or a whole number. */
    static String of(JsonNode row) {
        JsonNode id = row.path("id");
        if (id.isIntegralNumber()) {
            return id.asText();
        }
        return RowFields.text(row, "id");
    }

    /**
     * Returns the id of the imported row.
     *
     * @throws IllegalArgumentException if the id is already used and duplicates are not numbered
     */
    String unused(String id) {
        int before = uses.getOrDefault(id, 0);
        if (before == 0) {
            return id;
        }
        if (!number) {
            throw new IllegalArgumentException(
                    "the id '" + id + "' has occurred before; --number-duplicates imports both");
        }
        String numbered = id + "#" + (before + 1);
        if (uses.containsKey(numbered)) {
            throw new IllegalArgumentException(
                    "the id '" + id + "' has occurred before, and '" + numbered + "' is used by another row");
        }
        return numbered;
    }

    /** Records that a row with this id in the source was imported as {@code as}. */
    void markUsed(String id, String as) {
        uses.merge(id, 1, Integer::sum);
        if (!as.equals(id)) {
            uses.merge(as, 1, Integer::sum);
        }
    }
}
