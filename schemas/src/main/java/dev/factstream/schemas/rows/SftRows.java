package dev.factstream.schemas.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * LLaVA's conversation files, one JSON object per line: {@code {"id", "image", "conversations": [{"from": "human"|"gpt",
 * "value"}]}}. The additional field {@code "hallucinated"} lists the turns (from 0) whose answer is known to be false. Writing
 * adds the marker {@code <image>} to the first question, reading removes it.
 */
public final class SftRows {
    /** Name of such a file in a data folder. */
    public static final String FILE = "sft.jsonl";

    private static final String MARKER = "<image>";

    private SftRows() {}

    /**
     * Reads a file.
     *
     * @throws BadRowsException listing the invalid rows, among them those whose picture is missing
     */
    public static List<SftRow> read(Path file) throws IOException {
        return JsonLines.read(file, node -> row(node, file));
    }

    /** The row as one line of JSON, without line end. */
    public static String line(SftRow row) {
        ObjectNode node = JsonLines.object();
        node.put("id", row.id());
        row.image().ifPresent(image -> node.put("image", image));
        ArrayNode values = node.putArray("conversations");
        ArrayNode hallucinated = JsonLines.object().arrayNode();
        for (int i = 0; i < row.turns().size(); i++) {
            SftRow.Turn turn = row.turns().get(i);
            boolean marked = i == 0 && row.image().isPresent();
            values.addObject().put("from", "human").put("value", (marked ? MARKER + "\n" : "") + turn.question());
            values.addObject().put("from", "gpt").put("value", turn.answer());
            if (turn.hallucinated()) {
                hallucinated.add(i);
            }
        }
        if (!hallucinated.isEmpty()) {
            node.set("hallucinated", hallucinated);
        }
        return JsonLines.line(node);
    }

    private static SftRow row(JsonNode node, Path file) {
        Set<Integer> hallucinated = new HashSet<>();
        node.path("hallucinated").forEach(turn -> hallucinated.add(turn.asInt()));
        List<SftRow.Turn> turns = new ArrayList<>();
        JsonNode values = node.path("conversations");
        if (values.size() % 2 == 1) {
            throw new IllegalArgumentException("'conversations' ends without an answer");
        }
        for (int i = 0; i + 1 < values.size(); i += 2) {
            String question = text("human", values.get(i)).replace(MARKER, "").strip();
            turns.add(new SftRow.Turn(question, text("gpt", values.get(i + 1)), hallucinated.contains(i / 2)));
        }
        Optional<String> image = JsonLines.image(node, file);
        return new SftRow(JsonLines.text(node, "id"), image, turns);
    }

    private static String text(String speaker, JsonNode value) {
        if (!JsonLines.text(value, "from").equals(speaker)) {
            throw new IllegalArgumentException("'conversations' must alternate between human and gpt");
        }
        return JsonLines.text(value, "value");
    }
}
