package dev.factstream.runtime.kafka;

/** A cluster that is unreachable or lacks a required feature. The message is one line and says what to do. */
public final class UnsuitableClusterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnsuitableClusterException(String message) {
        super(message);
    }

    public UnsuitableClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
