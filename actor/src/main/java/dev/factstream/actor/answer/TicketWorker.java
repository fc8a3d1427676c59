package dev.factstream.actor.answer;

import dev.factstream.actor.lease.TicketLease;
import dev.factstream.actor.outcome.OutcomeWriter;
import dev.factstream.schemas.Pulse;
import dev.factstream.schemas.deadletter.DeadLetter;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.wire.HeaderText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings rounds of tickets to their end: answered, buried, or given back. {@link #work} is called by one thread;
 * {@link #drain} by any.
 */
final class TicketWorker {
    private static final Logger LOG = LoggerFactory.getLogger(TicketWorker.class);
    private static final String STAGE = "actor";
    private static final Duration WAKE_UP = Duration.ofMillis(200);

    private final TicketReader reader;
    private final ServedPolicy policy;
    private final Answerer answerer;
    private final OutcomeWriter outcomes;
    private final ActorCounters counters;
    private final Duration versionPatience;
    private final Pulse pulse = new Pulse();
    private volatile boolean draining;

    TicketWorker(
            TicketReader reader,
            ServedPolicy policy,
            Answerer answerer,
            OutcomeWriter outcomes,
            ActorCounters counters,
            Duration versionPatience) {
        this.reader = reader;
        this.policy = policy;
        this.answerer = answerer;
        this.outcomes = outcomes;
        this.counters = counters;
        this.versionPatience = versionPatience;
    }

    /** What has not begun is given back from now on. */
    void drain() {
        draining = true;
    }

    /** Since when a round has been at the same point: reading a picture, or generating for tickets side by side. */
    Duration silence() {
        return pulse.silence();
    }

    /** Sees to it that each ticket will be settled, and returns when nothing is left to generate. */
    void work(List<TicketLease> tickets) {
        try {
            settle(tickets);
        } finally {
            pulse.rest();
        }
    }

    private void settle(List<TicketLease> tickets) {
        List<PreparedTicket> open = new ArrayList<>();
        tickets.forEach(ticket -> prepare(ticket).ifPresent(open::add));
        long deadline = System.nanoTime() + versionPatience.toNanos();
        try {
            while (!open.isEmpty() && !draining && System.nanoTime() < deadline) {
                pulse.beat();
                policy.refresh();
                if (!answerReady(open)) {
                    policy.awaitNewer(WAKE_UP);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        open.forEach(this::giveBack);
    }

    private boolean answerReady(List<PreparedTicket> open) {
        int version = policy.adapter().version();
        List<PreparedTicket> ready = open.stream()
                .filter(ticket -> ticket.ticket().minVersion() <= version)
                .toList();
        if (ready.isEmpty()) {
            return false;
        }
        answerer.answer(ready);
        open.removeAll(ready);
        return true;
    }

    private Optional<PreparedTicket> prepare(TicketLease lease) {
        pulse.beat();
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

    private void giveBack(PreparedTicket ticket) {
        counters.countReleased();
        ticket.lease().release();
    }
}
