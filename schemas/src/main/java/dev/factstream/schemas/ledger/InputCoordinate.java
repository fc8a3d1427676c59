package dev.factstream.schemas.ledger;

import dev.factstream.schemas.Check;
import java.util.Objects;
import java.util.Optional;

/**
 * Where in {@code scored-rollouts} a trained rollout lies, and which one it is.
 *
 * @param sha256 of the record's value as the learner read it; empty in ledgers from before it was kept
 */
public record InputCoordinate(int partition, long offset, String rolloutId, String ticketId, Optional<String> sha256) {
    public InputCoordinate {
        Check.notNegative(partition, "partition");
        Check.notNegative(offset, "offset");
        Check.text(rolloutId, "rolloutId");
        Check.text(ticketId, "ticketId");
        Objects.requireNonNull(sha256, "sha256");
    }
}
