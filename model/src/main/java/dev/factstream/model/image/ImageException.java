package dev.factstream.model.image;

/** Thrown for an image that cannot be decoded; the message gives the reason. */
public class ImageException extends RuntimeException {

    public ImageException(String message) {
        super(message);
    }

    public ImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
