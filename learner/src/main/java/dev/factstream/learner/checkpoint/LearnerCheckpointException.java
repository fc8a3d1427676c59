package dev.factstream.learner.checkpoint;

/**
 * A checkpoint cannot be written, is missing, or differs from the one that the ledger names. The message says what to
 * do.
 */
public final class LearnerCheckpointException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LearnerCheckpointException(String message) {
        super(message);
    }

    public LearnerCheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
