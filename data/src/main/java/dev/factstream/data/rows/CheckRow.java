package dev.factstream.data.rows;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An answer to be checked: what a reward model learns to judge on, before any preference.
 *
 * @param id unique within its file
 * @param image path of the picture, relative to the file; empty where the captions are to be read instead
 * @param question as it is asked, without any template
 * @param answer that was given
 * @param captions the facts, in the order in which they are to be read; empty where the picture is to be looked at
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
            throw new IllegalArgumentException("there is neither an image nor a caption to check against");
        }
    }
}
