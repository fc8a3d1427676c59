package dev.factstream.learner.dispatch;

import dev.factstream.learner.pool.PoolQuestion;
import dev.factstream.learner.pool.QuestionRounds;
import dev.factstream.schemas.seeds.SplitMixSeeds;
import dev.factstream.schemas.ticket.Purpose;
import dev.factstream.schemas.ticket.Question;
import dev.factstream.schemas.ticket.Sampling;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.ticket.TicketPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Issues the tickets that a version allows: first for dropped questions, then for fresh ones, as many as {@link
 * AdmissionControl} has capacity for and as there are questions. Questions that are retired or whose picture is gone
 * are passed over. The sampling seed of a
 * ticket follows from the seed of the run and the ticket's sequence. Not thread-safe.
 */
public final class TicketDispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TicketDispatcher.class);

    /** A question that a ticket may be issued for; with {@code again} for one that replaces a dropped ticket. */
    private record Candidate(PoolQuestion question, Optional<PendingReissue> again) {}

    private final String runId;
    private final TicketPolicy policy;
    private final long seed;
    private final AdmissionControl admission;
    private final Sampling template;
    private final QuestionRounds rounds;
    private final CanaryTickets canaries;
    private int passedOver;

    /**
     * @param policy the policy that answers
     * @param template sampling options of every ticket; each ticket gets its own seed
     * @param rounds the questions; closed with the dispatcher
     */
    public TicketDispatcher(
            String runId,
            TicketPolicy policy,
            long seed,
            AdmissionControl admission,
            Sampling template,
            QuestionRounds rounds) {
        this(runId, policy, seed, admission, template, rounds, CanaryTickets.NONE);
    }

    private TicketDispatcher(
            String runId,
            TicketPolicy policy,
            long seed,
            AdmissionControl admission,
            Sampling template,
            QuestionRounds rounds,
            CanaryTickets canaries) {
        this.runId = runId;
        this.policy = policy;
        this.seed = seed;
        this.admission = admission;
        this.template = template;
        this.rounds = rounds;
        this.canaries = canaries;
    }

    /** The same dispatcher with other bounds. */
    public TicketDispatcher withAdmission(AdmissionControl other) {
        return new TicketDispatcher(runId, policy, seed, other, template, rounds, canaries);
    }

    /**
     * Chooses canary questions. Questions of open or waiting tickets are excluded, because they may have been answered.
     */
    public List<String> chooseCanaries(int size, TicketState tickets) {
        Set<String> taken = new HashSet<>();
        tickets.open().forEach(ticket -> taken.add(ticket.promptId()));
        tickets.waiting().forEach(again -> taken.add(again.promptId()));
        return rounds.chooseCanaries(size, taken);
    }

    /** The same dispatcher, with these questions asked as canaries and never for training. */
    public TicketDispatcher withCanaries(CanaryPlan plan, List<String> promptIds) {
        rounds.holdOut(promptIds);
        return new TicketDispatcher(
                runId, policy, seed, admission, template, rounds, new CanaryTickets(plan, promptIds));
    }

    /** The questions that tickets are issued for. */
    public QuestionRounds rounds() {
        return rounds;
    }

    /**
     * The canary tickets of a new version, to be sent in its transaction.
     *
     * @param version the policy version that is published together with them
     * @param now milliseconds since the epoch
     */
    public List<Ticket> issueCanaries(TicketTracker tracker, int version, long now) {
        return canaries.issue(runId, policy, seed, template, tracker, version, now, rounds);
    }

    /**
     * Opens tickets in {@code tracker} until the bound is reached or no question is left. Takes over the changes of the pool
     * first.
     *
     * @param version the policy version that is published together with them
     * @param now milliseconds since the epoch
     * @return the tickets to send, in order
     */
    public List<Ticket> issue(TicketTracker tracker, int version, long now) {
        rounds.refresh();
        passedOver = 0;
        List<Ticket> tickets = new ArrayList<>();
        while (admission.capacity(version, tracker.admitted()) > 0) {
            List<Candidate> candidates = candidates(tracker, admission.capacity(version, tracker.admitted()));
            if (candidates.isEmpty()) {
                LOG.warn(
                        "No question to ask: {} tickets could be issued at version {}, but all questions that the settings allow"
                                + " are retired or have lost their pictures; publish others",
                        admission.capacity(version, tracker.admitted()),
                        version);
                break;
            }
            Map<String, Question> questions =
                    rounds.read(candidates.stream().map(Candidate::question).toList());
            for (Candidate candidate : candidates) {
                Question question = questions.get(candidate.question().promptId());
                if (question != null) {
                    tickets.add(ticket(open(candidate, tracker, now), version, question, candidate.again()));
                } else if (candidate.again().isEmpty()) {
                    passOver(candidate.question().promptId());
                } // otherwise its ticket still waits to be issued again, with another question
            }
        }
        return tickets;
    }

    /** The next questions to ask, at most {@code most}. */
    private List<Candidate> candidates(TicketTracker tracker, long most) {
        List<Candidate> candidates = new ArrayList<>();
        for (PendingReissue again : tracker.pendingReissues()) {
            if (candidates.size() < most) {
                Optional<PoolQuestion> question = rounds.find(again.promptId());
                if (question.isEmpty()) {
                    question = fresh(tracker);
                    question.ifPresent(other -> passOver(again.promptId()));
                }
                question.ifPresent(found -> candidates.add(new Candidate(found, Optional.of(again))));
            }
        }
        while (candidates.size() < most) {
            Optional<PoolQuestion> next = fresh(tracker);
            if (next.isEmpty()) {
                break;
            }
            candidates.add(new Candidate(next.get(), Optional.empty()));
        }
        return candidates;
    }

    /** The next fresh question; empty if the pool has none. */
    private Optional<PoolQuestion> fresh(TicketTracker tracker) {
        while (true) {
            Optional<String> promptId = rounds.at(tracker.poolPosition());
            if (promptId.isEmpty()) {
                return Optional.empty();
            }
            tracker.advancePool();
            Optional<PoolQuestion> question = rounds.find(promptId.get());
            if (question.isPresent()) {
                return question;
            }
            passOver(promptId.get());
        }
    }

    private void passOver(String promptId) {
        passedOver++;
        LOG.info("Passed over question {}: it is retired, or its picture is gone", promptId);
    }

    /** The number of questions that the last {@link #issue} passed over because they are retired or their pictures are gone. */
    public int passedOver() {
        return passedOver;
    }

    private static OutstandingTicket open(Candidate candidate, TicketTracker tracker, long now) {
        String promptId = candidate.question().promptId();
        return candidate
                .again()
                .map(again -> tracker.openReplacement(again, promptId, now))
                .orElseGet(() -> tracker.openFresh(promptId, now));
    }

    private Ticket ticket(OutstandingTicket open, int version, Question question, Optional<PendingReissue> again) {
        return new Ticket(
                Ticket.id(runId, open.sequence()),
                runId,
                open.sequence(),
                Purpose.TRAIN,
                admission.oldestAllowed(version),
                version,
                1,
                template.withSeed(SplitMixSeeds.derive(seed, open.sequence())),
                question,
                again.map(PendingReissue::ticketId),
                open.issuedAtMillis(),
                Optional.of(policy));
    }

    @Override
    public void close() {
        rounds.close();
    }
}
