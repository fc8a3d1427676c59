package dev.factstream.learner.publish;

/** A transaction was not committed; nothing of it is visible to readers of committed records. */
public final class PublishFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PublishFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
