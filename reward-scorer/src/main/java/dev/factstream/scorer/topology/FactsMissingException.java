package dev.factstream.scorer.topology;

/** Thrown if a rollout cannot be scored yet because the facts of its prompt are missing. */
final class FactsMissingException extends Exception {
    private static final long serialVersionUID = 1L;

    FactsMissingException(String message) {
        super(message);
    }
}
