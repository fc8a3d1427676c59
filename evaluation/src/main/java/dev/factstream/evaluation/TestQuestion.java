package dev.factstream.evaluation;

import dev.factstream.schemas.facts.Facts;
import java.util.Objects;
import java.util.Optional;

/**
 * A question with the truth to judge its answer by.
 *
 * @param text without any template
 * @param picture encoded as PNG or JPEG, not copied; empty for a question about none
 * @param facts what is true
 */
public record TestQuestion(String text, Optional<byte[]> picture, Facts facts) {
    public TestQuestion {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(picture, "picture");
        Objects.requireNonNull(facts, "facts");
    }

    /** The same question asked about another picture. */
    TestQuestion about(Optional<byte[]> otherPicture) {
        return new TestQuestion(text, otherPicture, facts);
    }
}
