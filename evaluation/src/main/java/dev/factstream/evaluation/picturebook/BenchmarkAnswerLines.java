package dev.factstream.evaluation.picturebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.picturebook.questions.QuestionType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes and reads answers as JSON lines. Stateless. */
public final class BenchmarkAnswerLines {
    private static final ObjectMapper JSON = new ObjectMapper();

    private BenchmarkAnswerLines() {}

    /** Writes the file atomically. */
    public static void write(Path file, List<BenchmarkAnswer> answers) throws IOException {
        List<String> lines = new ArrayList<>();
        for (BenchmarkAnswer answer : answers) {
            lines.add(JSON.writeValueAsString(node(answer)));
        }
        Path temporary = file.resolveSibling(file.getFileName() + ".writing");
        Files.write(temporary, lines);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Reads a file that {@link #write} wrote. */
    public static List<BenchmarkAnswer> read(Path file) throws IOException {
        List<BenchmarkAnswer> answers = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            answers.add(answer(JSON.readTree(line)));
        }
        return answers;
    }

    private static ObjectNode node(BenchmarkAnswer answer) {
        return JSON.createObjectNode()
                .put("id", answer.id())
                .put("type", answer.type().name().toLowerCase(Locale.ROOT))
                .put("topic", answer.topic())
                .put("question", answer.question())
                .put("answer", answer.answer())
                .put("tokens", answer.tokens())
                .put("ended", answer.ended())
                .put("score", answer.score())
                .put("hallucinated", answer.hallucinated())
                .put("informativeness", answer.informativeness())
                .put("reference", answer.reference());
    }

    private static BenchmarkAnswer answer(JsonNode node) {
        return new BenchmarkAnswer(
                node.get("id").asText(),
                QuestionType.valueOf(node.get("type").asText().toUpperCase(Locale.ROOT)),
                node.get("topic").asText(),
                node.get("question").asText(),
                node.get("answer").asText(),
                node.get("tokens").asInt(),
                node.get("ended").asBoolean(),
                node.get("score").asInt(),
                node.get("reference").asText());
    }
}
