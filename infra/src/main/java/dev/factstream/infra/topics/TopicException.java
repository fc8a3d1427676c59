package dev.factstream.infra.topics;

/** Topics that cannot be created or configured as specified. The message is one line and says what to do. */
public final class TopicException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TopicException(String message) {
        super(message);
    }

    public TopicException(String message, Throwable cause) {
        super(message, cause);
    }
}
