package dev.factstream.evaluation.heldout;

import dev.factstream.schemas.facts.Facts;

/**
 * A question about a picture, and what the right answer is.
 *
 * @param text as it is asked, without any template
 * @param image an encoded PNG or JPEG; not copied, treat it as read-only
 * @param facts hold the correct answer
 */
public record HeldOutQuestion(String text, byte[] image, Facts facts) {
    HeldOutQuestion withImage(byte[] other) {
        return new HeldOutQuestion(text, other, facts);
    }
}
