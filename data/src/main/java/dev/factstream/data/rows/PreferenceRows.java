package dev.factstream.data.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Files of {@link PreferenceRow}, one JSON object a line. {@link #FORMAT} says what may stand in it. */
public final class PreferenceRows {
    /** The name of such a file in a folder of data. */
    public static final String FILE = "preferences.jsonl";

    /** The row format, for people. */
    public static final String FORMAT = """
            One JSON object a line:
              id                 text
              image              path of the picture (PNG or JPEG), relative to this file; leave it out for text alone
              question           text, as it is asked
              answer_kind        open, yes_no or multiple_choice (optional, open)
              answer_1           text
              answer_2           text, another one
              preferred          1 or 2: the better answer
              clean_preferred    1 or 2: the better answer without the annotator's errors (optional, as preferred)
              hallucination      true where one of them hallucinates and the other does not (optional, false)
              written            true where the answers were not sampled from a policy (optional, false)
              captions           list of texts: what people say of the picture (optional)
              rationale          text: why the right answer is right (optional)
            """;

    private PreferenceRows() {}

    /**
     * Reads a file.
     *
     * @throws BadRowsException listing the rows that cannot be used, those whose picture is missing among them
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
                node.has("hallucination") && JsonLines.truth(node, "hallucination"),
                node.has("written") && JsonLines.truth(node, "written"),
                JsonLines.texts(node, "captions"),
                JsonLines.optionalText(node, "rationale"),
                JsonLines.answerKind(JsonLines.optionalText(node, "answer_kind").orElse("open")));
    }

    /** A policy may answer nothing, so that an answer may be blank but not missing. */
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
