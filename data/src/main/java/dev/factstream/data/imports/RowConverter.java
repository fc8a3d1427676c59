package dev.factstream.data.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Converts rows of one of LLaVA-RLHF's formats. A row is created from itself and the facts stored under its picture's name,
 * never by its position.
 */
interface RowConverter {
    /**
     * @param id the id of the imported row
     * @throws IllegalArgumentException if the row cannot be used, with the reason
     */
    ConvertedRow convert(String id, JsonNode row);

    /** Returns remarks about all rows converted so far; possibly none. */
    default List<String> notes() {
        return List.of();
    }
}
