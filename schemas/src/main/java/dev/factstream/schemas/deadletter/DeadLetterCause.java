package dev.factstream.schemas.deadletter;

import dev.factstream.schemas.Check;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a record could not be processed.
 *
 * @param stage the component that gave up, for instance {@code actor}
 * @param reason one line for the user
 * @param ticketId if it is known; dead tickets are counted by it
 * @param rolloutId if it is known
 */
public record DeadLetterCause(String stage, String reason, Optional<String> ticketId, Optional<String> rolloutId) {
    public DeadLetterCause {
        Check.text(stage, "stage");
        Check.text(reason, "reason");
        Objects.requireNonNull(ticketId, "ticketId");
        Objects.requireNonNull(rolloutId, "rolloutId");
    }
}
