package dev.factstream.schemas.rows;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An answer to check: what a reward model is trained on before any preferences.
 *
 * @param id unique within its file
 * @param image path of the picture, relative to the file; empty if the answer is checked against the captions alone
 * @param question the question, without any template
 * @param answer the answer to check
 * @param captions the facts, in the order in which the model reads them; empty if the answer is checked against the picture
 *     alone
 * @param supported whether nothing in the answer is false
 */
public record CheckRow(
        String id, Optional<String> image, String question, String answer, List<String> captions, boolean supported) {
    public CheckRow {
        if (id.isBlank() || question.isBlank() || answer.isBlank()) {
            throw new IllegalArgumentException("id, question and answer must not be blank");
        }
        Objects.requireNonNull(image, "image");
        captions = List.copyOf(captions);
        if (image.isEmpty() && captions.isEmpty()) {
            throw new IllegalArgumentException("the row has neither an image nor a caption to check against");
        }
    }
}
