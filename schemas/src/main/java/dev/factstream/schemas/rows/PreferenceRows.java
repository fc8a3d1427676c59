package dev.factstream.schemas.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Files of {@link PreferenceRow}, one JSON object per line. {@link #FORMAT} describes the fields. */
public final class PreferenceRows {
    /** Name of such a file in a data folder. */
    public static final String FILE = "preferences.jsonl";

    /** The row format, described for users. */
    public static final String FORMAT = """
            One JSON object per line:
              id                 text
              image              path of the picture (PNG or JPEG), relative to this file; omit it for text only
              question           text of the question
              answer_kind        open, yes_no or multiple_choice (optional, open)
              answer_1           text
              answer_2           text, different from answer_1
              preferred          1 or 2: the better answer
              clean_preferred    1 or 2: the better answer without the annotator's errors (optional, preferred)
              hallucination      true if one of them hallucinates and the other does not (optional, false)
              written            true if the answers were not sampled from a policy (optional, false)
              captions           list of texts: descriptions of the picture by people (optional)
              rationale          text: the reason for the right answer (optional)
            """;

    private PreferenceRows() {}

    /**
     * Reads a file.
     *
     * @throws BadRowsException listing the invalid rows, among them those whose picture is missing
     */
    public static List<PreferenceRow> read(Path file) throws IOException {
        return JsonLines.read(file, node -> row(node, file));
    }

    /** The row as one line of JSON, without line end. */
    public static String line(PreferenceRow row) {
        ObjectNode node = JsonLines.object();
        node.put("id", row.id());
        row.image().ifPresent(image -> node.put("image", image));
        node.put("question", row.question());
        node.put("answer_kind", JsonLines.word(row.kind()));
        node.put("answer_1", row.answer1());
        node.put("answer_2", row.answer2());
        node.put("preferred", row.preferred());
        node.put("clean_preferred", row.cleanPreferred());
        node.put("hallucination", row.hallucination());
        node.put("written", row.written());
        row.captions().forEach(node.withArray("captions")::add);
        row.rationale().ifPresent(rationale -> node.put("rationale", rationale));
        return JsonLines.line(node);
    }

    private static PreferenceRow row(JsonNode node, Path file) {
        int preferred = number(node, "preferred");
        return new PreferenceRow(
                JsonLines.text(node, "id"),
                JsonLines.image(node, file),
                JsonLines.text(node, "question"),
                answer(node, "answer_1"),
                answer(node, "answer_2"),
                preferred,
                node.has("clean_preferred") ? number(node, "clean_preferred") : preferred,
                node.has("hallucination") && JsonLines.bool(node, "hallucination"),
                node.has("written") && JsonLines.bool(node, "written"),
                JsonLines.texts(node, "captions"),
                JsonLines.optionalText(node, "rationale"),
                JsonLines.answerKind(JsonLines.optionalText(node, "answer_kind").orElse("open")));
    }

    /** A policy may give an empty answer: an answer may be blank but not missing. */
    private static String answer(JsonNode node, String field) {
        if (!node.path(field).isTextual()) {
            throw new IllegalArgumentException("'" + field + "' is not text");
        }
        return node.path(field).textValue();
    }

    private static int number(JsonNode node, String field) {
        if (!node.path(field).canConvertToInt() || !node.path(field).isIntegralNumber()) {
            throw new IllegalArgumentException("'" + field + "' is not a whole number");
        }
        return node.path(field).intValue();
    }
}
