package dev.factstream.data.publish;

/** The broker did not take a record, or the topics are not there; the message says which and why. */
public final class PublishException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PublishException(String message, Throwable cause) {
        super(message, cause);
    }
}
