package dev.factstream.schemas.ticket;

/** An image that cannot be fetched, or whose length or hash differs from the expected one. The message is one line. */
public final class UnreadableImageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableImageException(String message) {
        super(message);
    }

    public UnreadableImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
