package dev.factstream.learner.dispatch;

import dev.factstream.schemas.seeds.SplitMixSeeds;
import dev.factstream.schemas.ticket.Purpose;
import dev.factstream.schemas.ticket.Sampling;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.ticket.TicketPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Issues the tickets that a version allows: first for dropped questions, then for fresh ones, as many as {@link
 * AdmissionControl} has capacity for. The sampling seed of a ticket follows from the seed of the run and the ticket's
 * sequence. Not thread-safe.
 */
public final class TicketDispatcher {

    private final String runId;
    private final TicketPolicy policy;
    private final long seed;
    private final AdmissionControl admission;
    private final Sampling template;
    private final PromptPool pool;
    private final CanaryTickets canaries;

    /**
     * @param policy the policy that answers
     * @param template sampling options of every ticket; each ticket gets its own seed
     */
    public TicketDispatcher(
            String runId,
            TicketPolicy policy,
            long seed,
            AdmissionControl admission,
            Sampling template,
            PromptPool pool) {
        this(runId, policy, seed, admission, template, pool, CanaryTickets.NONE);
    }

    private TicketDispatcher(
            String runId,
            TicketPolicy policy,
            long seed,
            AdmissionControl admission,
            Sampling template,
            PromptPool pool,
            CanaryTickets canaries) {
        this.runId = runId;
        this.policy = policy;
        this.seed = seed;
        this.admission = admission;
        this.template = template;
        this.pool = pool;
        this.canaries = canaries;
    }

    /** The same dispatcher with other bounds. */
    public TicketDispatcher withAdmission(AdmissionControl other) {
        return new TicketDispatcher(runId, policy, seed, other, template, pool, canaries);
    }

    /**
     * Chooses canary questions. Questions of open or waiting tickets are excluded, because they may have been answered.
     */
    public List<String> chooseCanaries(int size, TicketState tickets) {
        Set<String> taken = new HashSet<>();
        tickets.open().forEach(ticket -> taken.add(ticket.promptId()));
        tickets.waiting().forEach(again -> taken.add(again.promptId()));
        return pool.chooseCanaries(size, taken);
    }

    /** The same dispatcher, with these questions asked as canaries and never for training. */
    public TicketDispatcher withCanaries(CanaryPlan plan, List<String> promptIds) {
        CanaryTickets asked = new CanaryTickets(
                plan, promptIds.stream().flatMap(id -> pool.find(id).stream()).toList());
        return new TicketDispatcher(runId, policy, seed, admission, template, pool.without(promptIds), asked);
    }

    /**
     * The canary tickets of a new version, to be sent in its transaction.
     *
     * @param version the policy version that is published together with them
     * @param now milliseconds since the epoch
     */
    public List<Ticket> issueCanaries(TicketTracker tracker, int version, long now) {
        return canaries.issue(runId, policy, seed, template, tracker, version, now);
    }

    /**
     * Opens tickets in {@code tracker} until the bound is reached.
     *
     * @param version the policy version that is published together with them
     * @param now milliseconds since the epoch
     * @return the tickets to send, in order
     */
    public List<Ticket> issue(TicketTracker tracker, int version, long now) {
        List<Ticket> tickets = new ArrayList<>();
        for (PendingReissue again : tracker.pendingReissues()) {
            if (admission.capacity(version, tracker.admitted()) > 0) {
                tickets.add(ticket(tracker.openReplacement(again, pool, now), version, Optional.of(again.ticketId())));
            }
        }
        while (admission.capacity(version, tracker.admitted()) > 0) {
            tickets.add(ticket(tracker.openFresh(pool, now), version, Optional.empty()));
        }
        return tickets;
    }

    private Ticket ticket(OutstandingTicket open, int version, Optional<String> replaces) {
        return new Ticket(
                Ticket.id(runId, open.sequence()),
                runId,
                open.sequence(),
                Purpose.TRAIN,
                admission.oldestAllowed(version),
                version,
                1,
                template.withSeed(SplitMixSeeds.derive(seed, open.sequence())),
                pool.find(open.promptId()).orElseThrow(),
                replaces,
                open.issuedAtMillis(),
                Optional.of(policy));
    }
}
