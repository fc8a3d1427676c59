package dev.factstream.evaluation.benchmark.llavabench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factstream.evaluation.benchmark.file.JsonFile;
import dev.factstream.evaluation.benchmark.file.JsonRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A judge's reply to one question.
 *
 * @param category empty in the layout of the first text reviews
 * @param scores those of the file; those of {@code reply} if the file has replies only
 * @param reply empty if the file does not have it
 */
record Review(JsonRow row, Optional<String> category, ScorePair scores, Optional<String> reply) {

    /**
     * Reads a review file, a JSON object per line. A file in which no row has scores is a file of replies, whose scores are read from
     * {@code content}.
     */
    static List<Review> read(Path file) throws IOException {
        List<JsonRow> rows = JsonFile.readLines(file);
        boolean repliesOnly = rows.stream()
                .noneMatch(row -> row.value().has("tuple") || row.value().has("score"));
        return rows.stream().map(row -> of(row, repliesOnly)).toList();
    }

    private static Review of(JsonRow row, boolean repliesOnly) {
        Optional<String> category = row.optionalText("category");
        if (!row.value().has("question_id")) {
            throw row.problem("'question_id' is missing");
        }
        if (repliesOnly) {
            String reply = row.text("content");
            return new Review(row, category, ScorePair.of(reply), Optional.of(reply));
        }
        boolean scoreOnly = category.isEmpty() && !row.value().has("tuple");
        return new Review(
                row,
                category,
                stored(row, scoreOnly ? "score" : "tuple"),
                row.value().has("content") ? row.optionalText("content") : row.optionalText("text"));
    }

    private static ScorePair stored(JsonRow row, String field) {
        JsonNode pair = row.value().path(field);
        if (pair.size() != 2 || !pair.path(0).isNumber() || !pair.path(1).isNumber()) {
            throw row.problem("'" + field + "' is " + (pair.isMissingNode() ? "missing" : "not a list of two numbers"));
        }
        return new ScorePair(pair.get(0).doubleValue(), pair.get(1).doubleValue());
    }

    /** Returns true if the stored scores are not those of the reply. */
    boolean differsFromReply() {
        return reply.filter(text -> !ScorePair.of(text).equals(scores)).isPresent();
    }
}
