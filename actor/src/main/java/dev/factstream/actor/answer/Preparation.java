package dev.factstream.actor.answer;

import dev.factstream.actor.lease.TicketLease;
import dev.factstream.actor.lease.TicketSource;
import java.util.List;
import java.util.Optional;

/** Prepares the tickets of a poll. Thread-safe. */
interface Preparation {
    /** Prepares a ticket, or settles it and returns empty. */
    Optional<PreparedTicket> prepare(TicketSource source, TicketLease lease);

    /** Fetches what the tickets of a poll have in common, before they are prepared one by one. Settles none of them. */
    default void prefetch(List<TicketLease> tickets) {}
}
