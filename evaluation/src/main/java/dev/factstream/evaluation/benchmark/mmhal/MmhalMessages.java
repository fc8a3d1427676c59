package dev.factstream.evaluation.benchmark.mmhal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factstream.evaluation.benchmark.file.JsonFile;
import dev.factstream.evaluation.benchmark.file.JsonRow;
import dev.factstream.evaluation.benchmark.file.JudgeMessage;
import dev.factstream.evaluation.benchmark.file.SlotTemplate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Writes the user messages that a judge of MMHal-Bench gets. Stateless. */
public final class MmhalMessages {
    private static final int SLOTS = 4;

    private MmhalMessages() {}

    /**
     * Writes a message for each answer.
     *
     * @param responses JSON array of the questions with {@code model_answer}
     * @param templateFile the judge's template, with four slots {@code {}}: contents of the picture, question, right answer, model's
     *     answer
     */
    public static List<JudgeMessage> of(Path responses, Path templateFile) throws IOException {
        SlotTemplate template = SlotTemplate.read(templateFile, SLOTS);
        List<JudgeMessage> messages = new ArrayList<>();
        for (JsonRow row : JsonFile.readArray(responses)) {
            messages.add(new JudgeMessage(
                    messages.size(),
                    template.fill(
                            contents(row), row.text("question"), row.text("gt_answer"), row.text("model_answer"))));
        }
        return messages;
    }

    private static String contents(JsonRow row) {
        JsonNode contents = row.value().path("image_content");
        if (!contents.isArray()) {
            throw row.problem("'image_content' is not a list");
        }
        StringJoiner joined = new StringJoiner(", ");
        contents.forEach(content -> joined.add(content.asText()));
        return joined.toString();
    }
}
