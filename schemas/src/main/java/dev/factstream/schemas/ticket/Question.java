package dev.factstream.schemas.ticket;

import dev.factstream.schemas.Check;
import java.util.Objects;
import java.util.Optional;

/**
 * What is asked, and about which picture.
 *
 * @param promptId contains a hash of the content, so that facts never change under a prompt; the key of its records
 * @param text the question alone, without any prompt template
 * @param image empty for a question that needs no picture
 */
public record Question(String promptId, String text, Optional<ImagePayload> image) {
    public Question {
        Check.text(promptId, "promptId");
        Check.text(text, "text");
        Objects.requireNonNull(image, "image");
    }
}
