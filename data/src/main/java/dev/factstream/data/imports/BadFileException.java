package dev.factstream.data.imports;

/** A file as a whole cannot be used; the message names the file, the reason and the remedy. */
public final class BadFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadFileException(String message) {
        super(message);
    }

    BadFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
