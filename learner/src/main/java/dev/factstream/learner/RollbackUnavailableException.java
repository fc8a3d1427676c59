package dev.factstream.learner;

/** A run cannot be rolled back to the requested version. The message lists the possible versions. */
public final class RollbackUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RollbackUnavailableException(String message) {
        super(message);
    }
}
