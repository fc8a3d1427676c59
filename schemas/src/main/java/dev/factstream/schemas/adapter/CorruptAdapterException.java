package dev.factstream.schemas.adapter;

/** An adapter whose bytes do not match its manifest. The message is one line. */
public final class CorruptAdapterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CorruptAdapterException(String message) {
        super(message);
    }
}
