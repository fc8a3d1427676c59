package dev.factstream.schemas.ledger;

import dev.factstream.schemas.Check;
import java.util.Objects;
import java.util.Optional;

/**
 * The position of a trained rollout in {@code scored-rollouts}, and its ids.
 *
 * @param sha256 of the record's value as the learner read it; empty in ledgers older than this field
 */
public record InputCoordinate(int partition, long offset, String rolloutId, String ticketId, Optional<String> sha256) {
    public InputCoordinate {
        Check.notNegative(partition, "partition");
        Check.notNegative(offset, "offset");
        Check.id(rolloutId, "rolloutId");
        Check.id(ticketId, "ticketId");
        Objects.requireNonNull(sha256, "sha256");
    }
}
