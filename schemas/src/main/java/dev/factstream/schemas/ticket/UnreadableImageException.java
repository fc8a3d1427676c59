package dev.factstream.schemas.ticket;

/** An image that cannot be fetched, or whose bytes are not the ones that were promised. The message is one line. */
public final class UnreadableImageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableImageException(String message) {
        super(message);
    }

    public UnreadableImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
