package dev.factstream.evaluation.benchmark.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A row of a benchmark's file.
 *
 * @param number from 1
 */
public record JsonRow(Path file, int number, JsonNode value) {

    /** Returns a text. @throws UserFacingException if the row has none */
    public String text(String field) {
        return optionalText(field).orElseThrow(() -> problem("'" + field + "' is missing"));
    }

    /** Returns a text, or empty if the row does not have the field. @throws UserFacingException if it is not text */
    public Optional<String> optionalText(String field) {
        JsonNode found = value.get(field);
        if (found == null) {
            return Optional.empty();
        }
        if (!found.isTextual()) {
            throw problem("'" + field + "' is " + kind(found) + ", not text");
        }
        return Optional.of(found.textValue());
    }

    /** Returns an integer. @throws UserFacingException if the row has none */
    public long integer(String field) {
        JsonNode found = value.path(field);
        if (!found.isIntegralNumber() || !found.canConvertToLong()) {
            throw problem("'" + field + "' is " + kind(found) + ", not an integer");
        }
        return found.longValue();
    }

    /** Returns an error that names file and row. */
    public UserFacingException problem(String what) {
        return new UserFacingException(ExitCode.BAD_DATA, file + ", row " + number + ": " + what);
    }

    private static String kind(JsonNode node) {
        return node.isMissingNode() ? "missing" : node.isContainerNode() ? "a list or an object" : node.toString();
    }
}
