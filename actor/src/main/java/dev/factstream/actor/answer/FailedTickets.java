package dev.factstream.actor.answer;

import dev.factstream.actor.lease.TicketLease;
import dev.factstream.actor.outcome.OutcomeWriter;
import dev.factstream.schemas.deadletter.DeadLetterCause;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.wire.HeaderText;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settles the tickets that this actor does not answer. Thread-safe. */
final class FailedTickets {
    /** Number of the delivery at which a ticket is not tried again if the work on it ends with an exception. */
    static final int LAST_DELIVERY = 3;

    private static final Logger LOG = LoggerFactory.getLogger(FailedTickets.class);
    private static final String STAGE = "actor";

    private final OutcomeWriter outcomes;
    private final ActorCounters counters;

    FailedTickets(OutcomeWriter outcomes, ActorCounters counters) {
        this.outcomes = outcomes;
        this.counters = counters;
    }

    /** Releases a ticket that has not started: another actor may try it at once. */
    void release(TicketLease lease) {
        counters.countReleased();
        lease.release();
    }

    /** Accepts a ticket that is left to others: it belongs to another run or base, or its run has ended. */
    void passOver(TicketLease lease) {
        counters.countForeign();
        lease.accept();
    }

    /**
     * Settles a ticket whose preparation or generation ended with {@code cause}, in whatever way: releases it, and sends it to
     * dead-letters with the cause on its third delivery. Never throws, because the lock of a ticket that nobody settles is renewed for
     * ever.
     */
    void fail(TicketLease lease, Optional<Ticket> ticket, Throwable cause) {
        try {
            LOG.error(
                    "The work on the ticket at {}-{}@{} failed, delivery {}",
                    lease.ticket().topic(),
                    lease.ticket().partition(),
                    lease.ticket().offset(),
                    lease.deliveryCount(),
                    cause);
            if (lease.deliveryCount() >= LAST_DELIVERY) {
                sendToDeadLetters(
                        lease, ticket, "delivered " + lease.deliveryCount() + " times, and now failed with " + cause);
                return;
            }
        } catch (Throwable e) { // such as no memory for the dead letter
            cause.addSuppressed(e);
        }
        release(lease);
    }

    /** Sends a ticket to dead-letters that no actor can answer, and settles it once the broker has stored the dead letter. */
    void sendToDeadLetters(TicketLease lease, Optional<Ticket> ticket, String reason) {
        Optional<String> ticketId = ticket.map(Ticket::ticketId)
                .or(() -> HeaderText.get(lease.ticket().headers(), HeaderText.TICKET_ID));
        DeadLetterCause cause = new DeadLetterCause(STAGE, reason, ticketId, Optional.empty());
        LOG.warn("Sending ticket {} to dead-letters: {}", cause.ticketId().orElse("unknown"), cause.reason());
        outcomes.sendToDeadLetters(lease.ticket(), cause).whenComplete((done, failure) -> {
            if (failure == null) {
                counters.countDeadLetter();
                lease.accept();
            } else {
                LOG.error("The broker did not store the dead letter of {}", cause.ticketId(), failure);
                release(lease);
            }
        });
    }
}
