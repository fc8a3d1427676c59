package dev.factstream.actor.answer;

import dev.factstream.actor.lease.TicketLease;
import dev.factstream.actor.outcome.OutcomeWriter;
import dev.factstream.schemas.deadletter.DeadLetter;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.wire.HeaderText;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes tickets ready to be answered, beside running generation, and buries those that nobody can answer. Thread-safe. */
final class TicketPreparer {
    private static final Logger LOG = LoggerFactory.getLogger(TicketPreparer.class);
    private static final String STAGE = "actor";

    private final TicketReader reader;
    private final OutcomeWriter outcomes;
    private final ActorCounters counters;

    TicketPreparer(TicketReader reader, OutcomeWriter outcomes, ActorCounters counters) {
        this.reader = reader;
        this.outcomes = outcomes;
        this.counters = counters;
    }

    /** The ticket, ready; nothing if it is on its way to the dead letters. Blocks while a picture is fetched. */
    Optional<PreparedTicket> prepare(TicketLease lease) {
        try {
            return Optional.of(reader.read(lease));
        } catch (UnanswerableTicketException e) {
            bury(lease, e);
            return Optional.empty();
        }
    }

    private void bury(TicketLease lease, UnanswerableTicketException why) {
        Optional<String> ticketId = why.ticket()
                .map(Ticket::ticketId)
                .or(() -> HeaderText.get(lease.ticket().headers(), HeaderText.TICKET_ID));
        LOG.warn("Dead letter, ticket {}: {}", ticketId.orElse("unknown"), why.getMessage());
        outcomes.bury(lease.ticket(), new DeadLetter(STAGE, why.getMessage(), ticketId, Optional.empty()))
                .whenComplete((done, failure) -> {
                    if (failure == null) {
                        counters.countDeadLetter();
                        lease.accept();
                    } else {
                        LOG.error("The broker did not take the dead letter of {}", ticketId, failure);
                        counters.countReleased();
                        lease.release();
                    }
                });
    }
}
