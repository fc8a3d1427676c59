package dev.factstream.evaluation.benchmark.mmbench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factstream.evaluation.benchmark.file.JsonFile;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Recorded replies of a judge, by the text of the prediction. Keeps a list of the questions that were asked, at most three per row. Not thread-safe. */
final class JudgeReplies {
    private static final int TRIES = 3;

    private final Path file;
    private final JsonNode replies;
    private final List<MmbenchRow> asked = new ArrayList<>();

    private JudgeReplies(Path file, JsonNode replies) {
        this.file = file;
        this.replies = replies;
    }

    /** Reads an object from prediction to reply, or to the list of replies to each try, of which the last one repeats. */
    static JudgeReplies read(Path file) throws IOException {
        JsonNode replies = JsonFile.read(file);
        if (!replies.isObject()) {
            throw new UserFacingException(
                    ExitCode.BAD_DATA, file + " must contain one JSON object, from prediction to replies");
        }
        return new JudgeReplies(file, replies);
    }

    /** Returns the letter that the judge gives, after up to three tries; empty if none of its replies gives one. */
    Optional<String> letter(MmbenchRow row, ChoiceRule rule) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            asked.add(row);
            Optional<String> letter = rule.letter(reply(row.prediction(), attempt), row.options());
            if (letter.isPresent()) {
                return letter;
            }
        }
        return Optional.empty();
    }

    private String reply(String prediction, int attempt) {
        JsonNode recorded = replies.path(prediction);
        JsonNode reply = recorded.isArray() && !recorded.isEmpty()
                ? recorded.get(Math.min(attempt, recorded.size() - 1))
                : recorded;
        if (!reply.isTextual()) {
            throw new UserFacingException(
                    ExitCode.BAD_DATA, file + " has no reply of the judge to the prediction '" + prediction + "'");
        }
        return reply.textValue();
    }

    /** Returns the rows that the judge was asked about, once per try, in order. */
    List<MmbenchRow> asked() {
        return List.copyOf(asked);
    }
}
