package dev.factstream.actor.chat;

/** The port for conversations cannot be opened; the message says in one line why, and what to do. */
public final class PortInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PortInUseException(String message, Throwable cause) {
        super(message, cause);
    }
}
