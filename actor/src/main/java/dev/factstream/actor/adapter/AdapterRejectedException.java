package dev.factstream.actor.adapter;

/** A published adapter that must not be served. The message is one line. */
final class AdapterRejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    AdapterRejectedException(String message) {
        super(message);
    }

    AdapterRejectedException(String message, Throwable cause) {
        super(message, cause);
    }
}
