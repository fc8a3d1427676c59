package dev.factstream.learner.publish;

/**
 * A transaction was not committed, or it is unknown whether it was. Readers of committed records see nothing or all of it, and a
 * learner that resumes the run finds out which.
 */
public final class PublishFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PublishFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
