package dev.factstream.evaluation.asking;

import java.util.Objects;

/**
 * A question about a picture.
 *
 * @param text the question, without any template
 * @param image an encoded PNG or JPEG; not copied, treat it as read-only
 */
public record EvaluationQuestion(String text, byte[] image) {
    public EvaluationQuestion {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(image, "image");
    }
}
