package dev.factstream.schemas.ticket;

import dev.factstream.schemas.Check;
import java.util.Objects;
import java.util.Optional;

/**
 * A question about a picture.
 *
 * @param promptId contains a hash of the content, so that the facts of a prompt never change; the key of the prompt's records
 * @param text the question alone, without a prompt template
 * @param image empty for a question that needs no picture
 */
public record Question(String promptId, String text, Optional<ImagePayload> image) {
    public Question {
        Check.id(promptId, "promptId");
        Check.text(text, "text");
        Objects.requireNonNull(image, "image");
    }
}
