package dev.factstream.evaluation.heldout;

import dev.factstream.schemas.facts.Facts;
import java.util.Objects;

/**
 * A question about a picture, and what the right answer is.
 *
 * @param text as it is asked, without any template
 * @param image an encoded PNG or JPEG; not copied, treat it as read-only
 * @param facts hold the correct answer
 */
public record HeldOutQuestion(String text, byte[] image, Facts facts) {
    public HeldOutQuestion {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(facts, "facts");
    }

    /** The same question asked about another picture. */
    HeldOutQuestion about(byte[] otherImage) {
        return new HeldOutQuestion(text, otherImage, facts);
    }
}
