package dev.factstream.data.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Turns rows of one of LLaVA-RLHF's formats into ours. A row is read from itself and what is stored under its picture's name, never by its position. */
interface RowReader {
    /**
     * @param id that the row is to have
     * @throws IllegalArgumentException if the row cannot be used, saying why
     */
    Draft read(String id, JsonNode row);

    /** What should be said of all rows read so far; possibly nothing. */
    default List<String> notes() {
        return List.of();
    }
}
