package dev.factstream.schemas.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Files of {@link PromptRow}, one JSON object per line. {@link #FORMAT} describes the fields. */
public final class PromptRows {
    /** Name of such a file in a data folder. */
    public static final String FILE = "prompts.jsonl";

    /** The row format, described for users. */
    public static final String FORMAT = """
            One JSON object per line:
              id                 text, unique within the file
              image              path of the picture (PNG or JPEG), relative to this file; omit it for text only
              question           text of the question
              answer_kind        open, yes_no or multiple_choice
              correct_answer     yes or no; A, B, C ...; omit it if answer_kind is open
              captions           list of texts: descriptions of the picture by people (optional)
              rationale          text: the reason for the right answer (optional)
              length_multiplier  number: scales the length penalty, negative for a bonus (optional, 1)
              reference_answer   text: a right answer in words (optional)
              split              text, for example train or held-out (optional, train)
            """;

    private static final Set<String> FIELDS = Set.of(
            "id",
            "image",
            "question",
            "answer_kind",
            "correct_answer",
            "captions",
            "rationale",
            "length_multiplier",
            "reference_answer",
            "split");

    private PromptRows() {}

    /**
     * Reads a file.
     *
     * @throws BadRowsException listing the invalid rows, among them those with the id of an earlier row and those whose picture
     *     is missing
     */
    public static List<PromptRow> read(Path file) throws IOException {
        Set<String> ids = new TreeSet<>();
        return JsonLines.read(file, node -> {
            PromptRow row = row(node, file);
            if (!ids.add(row.id())) {
                throw new IllegalArgumentException("the id '" + row.id() + "' has occurred before");
            }
            return row;
        });
    }

    /** The row as one line of JSON, without line end. */
    public static String line(PromptRow row) {
        ObjectNode node = JsonLines.object();
        node.put("id", row.id());
        row.image().ifPresent(image -> node.put("image", image));
        node.put("question", row.question());
        node.put("answer_kind", JsonLines.word(row.answerKind()));
        row.correctAnswer().ifPresent(answer -> node.put("correct_answer", answer));
        row.captions().forEach(node.withArray("captions")::add);
        row.rationale().ifPresent(rationale -> node.put("rationale", rationale));
        node.put("length_multiplier", row.lengthMultiplier());
        row.referenceAnswer().ifPresent(answer -> node.put("reference_answer", answer));
        node.put("split", row.split());
        return JsonLines.line(node);
    }

    private static PromptRow row(JsonNode node, Path file) {
        node.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw new IllegalArgumentException(
                        "'" + field + "' is not known; the fields are " + new TreeSet<>(FIELDS));
            }
        });
        return new PromptRow(
                JsonLines.text(node, "id"),
                JsonLines.image(node, file),
                JsonLines.text(node, "question"),
                JsonLines.answerKind(JsonLines.text(node, "answer_kind")),
                JsonLines.optionalText(node, "correct_answer"),
                JsonLines.texts(node, "captions"),
                JsonLines.optionalText(node, "rationale"),
                lengthMultiplier(node.path("length_multiplier")),
                JsonLines.optionalText(node, "reference_answer"),
                JsonLines.optionalText(node, "split").orElse("train"));
    }

    private static double lengthMultiplier(JsonNode node) {
        if (!node.isMissingNode() && !node.isNumber()) {
            throw new IllegalArgumentException("'length_multiplier' is not a number");
        }
        return node.asDouble(1);
    }
}
