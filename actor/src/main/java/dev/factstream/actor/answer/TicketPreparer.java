package dev.factstream.actor.answer;

import dev.factstream.actor.lease.TicketLease;
import java.util.Optional;

/** Prepares tickets concurrently with generation, and sends unanswerable ones to dead-letters. Thread-safe. */
final class TicketPreparer {
    private final TicketEncoder reader;
    private final FailedTickets failed;

    TicketPreparer(TicketEncoder reader, FailedTickets failed) {
        this.reader = reader;
        this.failed = failed;
    }

    /** Returns the prepared ticket; empty if it is sent to dead-letters. Blocks while a picture is fetched. */
    Optional<PreparedTicket> prepare(TicketLease lease) {
        try {
            return Optional.of(reader.read(lease));
        } catch (UnanswerableTicketException e) {
            failed.sendToDeadLetters(lease, e.ticket(), e.getMessage());
            return Optional.empty();
        }
    }
}
