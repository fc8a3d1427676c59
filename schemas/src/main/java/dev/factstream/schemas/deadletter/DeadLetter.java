package dev.factstream.schemas.deadletter;

import dev.factstream.schemas.Check;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a record could not be handled.
 *
 * @param stage who gave up, for instance {@code actor}
 * @param reason one line for a person
 * @param ticketId when it is known; a dead ticket is counted by it
 * @param rolloutId when it is known
 */
public record DeadLetter(String stage, String reason, Optional<String> ticketId, Optional<String> rolloutId) {
    public DeadLetter {
        Check.text(stage, "stage");
        Check.text(reason, "reason");
        Objects.requireNonNull(ticketId, "ticketId");
        Objects.requireNonNull(rolloutId, "rolloutId");
    }
}
