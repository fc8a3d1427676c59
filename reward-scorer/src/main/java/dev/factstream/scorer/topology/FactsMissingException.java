package dev.factstream.scorer.topology;

/** A rollout cannot be scored yet, because the facts of its prompt are not there. */
final class FactsMissingException extends Exception {
    private static final long serialVersionUID = 1L;

    FactsMissingException(String message) {
        super(message);
    }
}
