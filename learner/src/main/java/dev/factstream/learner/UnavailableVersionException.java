package dev.factstream.learner;

/** A run cannot be rolled back to that version. The message names those that it can be rolled back to. */
public final class UnavailableVersionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnavailableVersionException(String message) {
        super(message);
    }
}
