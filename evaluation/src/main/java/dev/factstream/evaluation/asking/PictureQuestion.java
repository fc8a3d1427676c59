package dev.factstream.evaluation.asking;

import java.util.Objects;

/**
 * A question about a picture.
 *
 * @param text the question, without any template
 * @param image an encoded PNG or JPEG; not copied, treat it as read-only
 */
public record PictureQuestion(String text, byte[] image) {
    public PictureQuestion {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(image, "image");
    }
}
