package dev.factstream.schemas.rows;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A training conversation.
 *
 * @param id unique within its file
 * @param image path of the picture, relative to the file; empty for text only
 * @param turns at least one
 */
public record SftRow(String id, Optional<String> image, List<Turn> turns) {
    /**
     * A question and its answer.
     *
     * @param hallucinated whether the answer is known to be false
     */
    public record Turn(String question, String answer, boolean hallucinated) {
        public Turn {
            Objects.requireNonNull(question, "question");
            if (answer.isBlank()) {
                throw new IllegalArgumentException("an answer is blank");
            }
        }
    }

    public SftRow {
        if (id.isBlank()) {
            throw new IllegalArgumentException("id is blank");
        }
        Objects.requireNonNull(image, "image");
        turns = List.copyOf(turns);
        if (turns.isEmpty()) {
            throw new IllegalArgumentException("the conversation has no turn");
        }
    }
}
