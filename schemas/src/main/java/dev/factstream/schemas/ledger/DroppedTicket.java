package dev.factstream.schemas.ledger;

import dev.factstream.schemas.Check;
import java.util.Objects;
import java.util.Optional;

/** A ticket that was closed without training, and its replacement, if one was issued. */
public record DroppedTicket(String ticketId, DropReason reason, Optional<String> replacedBy) {
    public DroppedTicket {
        Check.id(ticketId, "ticketId");
        Objects.requireNonNull(reason, "reason");
        replacedBy.ifPresent(ticket -> Check.id(ticket, "replacedBy"));
    }
}
