package dev.factstream.actor.chat;

/** A chat port that cannot be opened. The message is one line and says why, and what to do. */
public final class PortInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PortInUseException(String message, Throwable cause) {
        super(message, cause);
    }
}
