package dev.factstream.actor.answer;

import dev.factstream.actor.adapter.PolicyVersion;
import dev.factstream.actor.outcome.OutcomeWriter;
import dev.factstream.actor.outcome.RolloutTooLargeException;
import dev.factstream.schemas.rollout.Rollout;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends finished samples, and settles a ticket once the broker has stored all its rollouts. A ticket with a rollout that is too large for
 * a record becomes a dead letter. Used by one thread.
 */
final class RolloutSender {
    private static final Logger LOG = LoggerFactory.getLogger(RolloutSender.class);

    private final RolloutAssembler assembler;
    private final OutcomeWriter outcomes;
    private final FailedTickets failed;
    private final ActorCounters counters;
    private final Clock clock;

    RolloutSender(
            RolloutAssembler assembler,
            OutcomeWriter outcomes,
            FailedTickets failed,
            ActorCounters counters,
            Clock clock) {
        this.assembler = assembler;
        this.outcomes = outcomes;
        this.failed = failed;
        this.counters = counters;
        this.clock = clock;
    }

    /** @param version that drew the last token */
    void send(SampleBatch.Finished finished, PolicyVersion version) {
        TicketInProgress ticket = finished.sample().ticket();
        Rollout rollout = assembler.assemble(
                finished.sample(),
                finished.sequence().generation(),
                version,
                clock.millis(),
                System.nanoTime() - ticket.startNanos());
        ticket.addSend(outcomes.write(rollout).thenRun(counters::countRollout));
        if (ticket.isComplete()) {
            ticket.delivered().whenComplete((done, failure) -> settle(ticket.prepared(), failure));
        }
    }

    private void settle(PreparedTicket ticket, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (failure == null) {
            ticket.lease().accept();
        } else if (cause instanceof RolloutTooLargeException) {
            failed.sendToDeadLetters(ticket.lease(), Optional.of(ticket.ticket()), cause.getMessage());
        } else {
            LOG.error(
                    "The broker did not store a rollout of {}", ticket.ticket().ticketId(), failure);
            failed.release(ticket.lease());
        }
    }
}
