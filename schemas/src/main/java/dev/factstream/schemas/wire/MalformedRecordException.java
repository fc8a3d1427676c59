package dev.factstream.schemas.wire;

/** Bytes that are not the record they should be. The message is one line that names what is wrong with them. */
public final class MalformedRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedRecordException(String message) {
        super(message);
    }

    public MalformedRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
