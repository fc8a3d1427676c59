package dev.factstream.learner.replay;

/** A version cannot be made again, because log or ledger no longer hold what it was made from. */
public final class UnreachableVersionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreachableVersionException(String message) {
        super(message);
    }
}
