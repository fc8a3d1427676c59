package dev.factstream.data.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads fields of a row; an invalid field is an {@link IllegalArgumentException} that names it. */
final class RowFields {
    private RowFields() {}

    static String text(JsonNode row, String field) {
        return optionalText(row, field).orElseThrow(() -> new IllegalArgumentException("'" + field + "' is missing"));
    }

    static Optional<String> optionalText(JsonNode row, String field) {
        JsonNode value = row.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException("'" + field + "' is not text");
        }
        if (value.textValue().isBlank()) {
            throw new IllegalArgumentException("'" + field + "' is blank");
        }
        return Optional.of(value.textValue());
    }

    /** Returns a list of texts; empty if the field is missing. */
    static List<String> texts(JsonNode row, String field) {
        return row.path(field).isNull() ? List.of() : texts(row.path(field), "'" + field + "'", true);
    }

    /** Returns the texts of {@code list}; error messages call it {@code name}. */
    static List<String> texts(JsonNode list, String name, boolean optional) {
        if (!list.isArray() && !(optional && list.isMissingNode())) {
            throw new IllegalArgumentException(name + " is not a list");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode text : list) {
            if (!text.isTextual() || text.textValue().isBlank()) {
                throw new IllegalArgumentException(name + " contains an element that is not text or is blank");
            }
            texts.add(text.textValue());
        }
        return texts;
    }

    /** Returns a whole number within bounds. */
    static int number(JsonNode row, String field, int least, int most) {
        JsonNode value = row.path(field);
        if (!value.canConvertToInt()
                || !value.canConvertToExactIntegral()
                || value.intValue() < least
                || value.intValue() > most) {
            throw new IllegalArgumentException("'" + field + "' must be a number from " + least + " to " + most
                    + ", not " + (value.isMissingNode() ? "missing" : value));
        }
        return value.intValue();
    }
}
