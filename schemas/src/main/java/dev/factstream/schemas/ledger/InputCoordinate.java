package dev.factstream.schemas.ledger;

import dev.factstream.schemas.Check;

/** Where in {@code scored-rollouts} a trained rollout lies, and which one it is. */
public record InputCoordinate(int partition, long offset, String rolloutId, String ticketId) {
    public InputCoordinate {
        Check.notNegative(partition, "partition");
        Check.notNegative(offset, "offset");
        Check.text(rolloutId, "rolloutId");
        Check.text(ticketId, "ticketId");
    }
}
