package dev.factstream.learner.dispatch;

import dev.factstream.schemas.ticket.Purpose;
import dev.factstream.schemas.ticket.Sampling;
import dev.factstream.schemas.ticket.Ticket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the tickets that a version allows: first for dropped questions, then for fresh ones, as many as
 * {@link Admission} has room for. A ticket's sampling seed comes from the run's seed and its sequence alone. Not
 * thread-safe.
 */
public final class Dispatcher {

    private final String runId;
    private final long seed;
    private final Admission admission;
    private final Sampling template;
    private final PromptPool pool;
    private final Canaries canaries;

    /** @param template how every ticket is sampled; its seed is replaced ticket by ticket */
    public Dispatcher(String runId, long seed, Admission admission, Sampling template, PromptPool pool) {
        this(runId, seed, admission, template, pool, Canaries.NONE);
    }

    private Dispatcher(
            String runId, long seed, Admission admission, Sampling template, PromptPool pool, Canaries canaries) {
        this.runId = runId;
        this.seed = seed;
        this.admission = admission;
        this.template = template;
        this.pool = pool;
        this.canaries = canaries;
    }

    /** One that does the same under other bounds. */
    public Dispatcher under(Admission other) {
        return new Dispatcher(runId, seed, other, template, pool, canaries);
    }

    /** Questions that may become canaries: not those of tickets, which may have been answered. */
    public List<String> chooseCanaries(int size, TicketState tickets) {
        Set<String> taken = new HashSet<>();
        tickets.open().forEach(ticket -> taken.add(ticket.promptId()));
        tickets.waiting().forEach(again -> taken.add(again.promptId()));
        return pool.choose(size, taken);
    }

    /** One that asks these questions as canaries, and never for training. */
    public Dispatcher withCanaries(CanaryPlan plan, List<String> promptIds) {
        Canaries asked = new Canaries(
                plan, promptIds.stream().flatMap(id -> pool.find(id).stream()).toList());
        return new Dispatcher(runId, seed, admission, template, pool.without(promptIds), asked);
    }

    /**
     * The canary tickets of a version that has just been made; to be sent with it.
     *
     * @param version that is published together with them
     * @param now milliseconds since the epoch
     */
    public List<Ticket> issueCanaries(TicketBook book, int version, long now) {
        return canaries.issue(runId, seed, template, book, version, now);
    }

    /**
     * Opens tickets in {@code book} until the bound is reached.
     *
     * @param version the policy version that is published together with them
     * @param now milliseconds since the epoch
     * @return the tickets to send, in order
     */
    public List<Ticket> issue(TicketBook book, int version, long now) {
        List<Ticket> tickets = new ArrayList<>();
        for (Reissue again : book.waiting()) {
            if (admission.capacity(version, book.admitted()) > 0) {
                tickets.add(ticket(book.openAgain(again, pool, now), version, Optional.of(again.ticketId())));
            }
        }
        while (admission.capacity(version, book.admitted()) > 0) {
            tickets.add(ticket(book.openFresh(pool, now), version, Optional.empty()));
        }
        return tickets;
    }

    private Ticket ticket(OpenTicket open, int version, Optional<String> replaces) {
        return new Ticket(
                Ticket.id(runId, open.sequence()),
                runId,
                open.sequence(),
                Purpose.TRAIN,
                admission.oldestAllowed(version),
                version,
                1,
                template.withSeed(Seeds.derive(seed, open.sequence())),
                pool.find(open.promptId()).orElseThrow(),
                replaces,
                open.issuedAtMillis());
    }
}
