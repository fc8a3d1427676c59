package dev.factstream.schemas.wire;

/** Bytes that are not a valid record of their topic. The message is one line that names the problem. */
public final class MalformedRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedRecordException(String message) {
        super(message);
    }

    public MalformedRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
