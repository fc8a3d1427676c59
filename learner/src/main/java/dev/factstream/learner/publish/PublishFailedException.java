package dev.factstream.learner.publish;

/** A transaction was not committed. Readers of committed records see nothing of it. */
public final class PublishFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PublishFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
