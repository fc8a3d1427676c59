package dev.factstream.data.publish;

/** The broker did not accept a record; the message gives the topic and the reason. */
public final class PublishException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PublishException(String message, Throwable cause) {
        super(message, cause);
    }
}
