package dev.factstream.schemas.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Files of {@link CheckRow}, one JSON object per line: {@code {"id", "image", "question", "answer", "captions", "supported"}},
 * without {@code image} or {@code captions} if the row has none.
 */
public final class CheckRows {
    /** Name of such a file in a data folder. */
    public static final String FILE = "checks.jsonl";

    private CheckRows() {}

    /**
     * Reads a file.
     *
     * @throws BadRowsException listing the invalid rows, among them those whose picture is missing
     */
    public static List<CheckRow> read(Path file) throws IOException {
        return JsonLines.read(file, node -> row(node, file));
    }

    /** The row as one line of JSON, without line end. */
    public static String line(CheckRow row) {
        ObjectNode node = JsonLines.object();
        node.put("id", row.id());
        row.image().ifPresent(image -> node.put("image", image));
        node.put("question", row.question());
        node.put("answer", row.answer());
        row.captions().forEach(node.withArray("captions")::add);
        node.put("supported", row.supported());
        return JsonLines.line(node);
    }

    private static CheckRow row(JsonNode node, Path file) {
        return new CheckRow(
                JsonLines.text(node, "id"),
                JsonLines.image(node, file),
                JsonLines.text(node, "question"),
                JsonLines.text(node, "answer"),
                JsonLines.texts(node, "captions"),
                JsonLines.bool(node, "supported"));
    }
}
