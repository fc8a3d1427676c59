package dev.factstream.actor.answer;

import dev.factstream.actor.lease.TicketLease;
import dev.factstream.actor.outcome.OutcomeWriter;
import dev.factstream.schemas.deadletter.DeadLetterCause;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.wire.HeaderText;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prepares tickets concurrently with generation, and sends unanswerable ones to dead-letters. Thread-safe. */
final class TicketPreparer {
    private static final Logger LOG = LoggerFactory.getLogger(TicketPreparer.class);
    private static final String STAGE = "actor";

    private final TicketEncoder reader;
    private final OutcomeWriter outcomes;
    private final ActorCounters counters;

    TicketPreparer(TicketEncoder reader, OutcomeWriter outcomes, ActorCounters counters) {
        this.reader = reader;
        this.outcomes = outcomes;
        this.counters = counters;
    }

    /** Returns the prepared ticket; empty if it is sent to dead-letters. Blocks while a picture is fetched. */
    Optional<PreparedTicket> prepare(TicketLease lease) {
        try {
            return Optional.of(reader.read(lease));
        } catch (UnanswerableTicketException e) {
            sendToDeadLetters(lease, e);
            return Optional.empty();
        }
    }

    private void sendToDeadLetters(TicketLease lease, UnanswerableTicketException cause) {
        Optional<String> ticketId = cause.ticket()
                .map(Ticket::ticketId)
                .or(() -> HeaderText.get(lease.ticket().headers(), HeaderText.TICKET_ID));
        LOG.warn("Sending ticket {} to dead-letters: {}", ticketId.orElse("unknown"), cause.getMessage());
        outcomes.sendToDeadLetters(
                        lease.ticket(), new DeadLetterCause(STAGE, cause.getMessage(), ticketId, Optional.empty()))
                .whenComplete((done, failure) -> {
                    if (failure == null) {
                        counters.countDeadLetter();
                        lease.accept();
                    } else {
                        LOG.error("The broker did not store the dead letter of {}", ticketId, failure);
                        counters.countReleased();
                        lease.release();
                    }
                });
    }
}
