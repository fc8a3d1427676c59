package dev.factstream.actor.outcome;

/** A rollout does not fit into a Kafka record, because of its question or its answer. */
public final class RolloutTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RolloutTooLargeException(String rolloutId, int bytes, int limit) {
        super("rollout " + rolloutId + " has " + bytes + " bytes, the limit is " + limit);
    }
}
