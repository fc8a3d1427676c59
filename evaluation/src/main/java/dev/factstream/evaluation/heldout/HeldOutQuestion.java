package dev.factstream.evaluation.heldout;

import dev.factstream.schemas.facts.Facts;
import java.util.Objects;

/**
 * A question about a picture, with its right answer.
 *
 * @param text the question, without any template
 * @param image an encoded PNG or JPEG; not copied, treat it as read-only
 * @param facts contain the correct answer
 */
public record HeldOutQuestion(String text, byte[] image, Facts facts) {
    public HeldOutQuestion {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(facts, "facts");
    }

    /** The same question about another picture. */
    HeldOutQuestion withImage(byte[] otherImage) {
        return new HeldOutQuestion(text, otherImage, facts);
    }
}
