package dev.factstream.learner.checkpoint;

/**
 * A checkpoint cannot be written, is missing, or differs from the one that the ledger names. The message says what to
 * do.
 */
public final class CheckpointFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CheckpointFailure(String message) {
        super(message);
    }

    public CheckpointFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
