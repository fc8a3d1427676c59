package dev.factstream.evaluation.benchmark.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.schemas.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a judge is asked about one question.
 *
 * @param questionId number of the question
 * @param user the user message
 */
public record JudgeMessage(long questionId, String user) {

    /** Returns the SHA-256 of the user message in UTF-8. */
    public String sha256() {
        return Sha256.hex(user.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the messages with their hashes. */
    public static ObjectNode json(List<JudgeMessage> messages) {
        ObjectNode json = JsonFile.object();
        ArrayNode rows = json.putArray("messages");
        messages.forEach(message -> rows.addObject()
                .put("question_id", message.questionId)
                .put("sha256", message.sha256())
                .put("utf8Bytes", message.user.getBytes(StandardCharsets.UTF_8).length)
                .put("user", message.user));
        return json;
    }
}
