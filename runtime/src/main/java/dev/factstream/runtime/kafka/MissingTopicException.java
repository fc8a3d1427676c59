package dev.factstream.runtime.kafka;

/** A topic of the stream does not exist. */
public final class MissingTopicException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MissingTopicException(String topic) {
        super("topic " + topic + " does not exist: create the topics with 'factstream topics apply'");
    }
}
