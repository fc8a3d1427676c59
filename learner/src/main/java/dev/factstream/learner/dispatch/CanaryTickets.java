package dev.factstream.learner.dispatch;

import dev.factstream.schemas.seeds.SplitMixSeeds;
import dev.factstream.schemas.ticket.Purpose;
import dev.factstream.schemas.ticket.Question;
import dev.factstream.schemas.ticket.Sampling;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.ticket.TicketPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Issues the canary tickets of a run. Every round asks the same questions with the same seeds, and only the version
 * that issues it may answer, so two rounds differ in nothing but the policy. Canaries count neither for admission nor
 * for training. Nothing waits for them, and a lost one is not issued again. Immutable.
 */
final class CanaryTickets {

    static final CanaryTickets NONE = new CanaryTickets(CanaryPlan.NONE, List.of());

    private static final int SEEDS = -2;

    private final CanaryPlan plan;
    private final List<Question> questions;

    CanaryTickets(CanaryPlan plan, List<Question> questions) {
        this.plan = plan;
        this.questions = List.copyOf(questions);
    }

    /** The tickets of the round due at a version; empty if none is due. */
    List<Ticket> issue(
            String runId,
            TicketPolicy policy,
            long seed,
            Sampling template,
            TicketTracker tracker,
            int version,
            long now) {
        List<Ticket> tickets = new ArrayList<>();
        if (plan.dueAt(version)) {
            for (int index = 0; index < questions.size(); index++) {
                long sequence = tracker.openCanary();
                tickets.add(new Ticket(
                        Ticket.id(runId, sequence),
                        runId,
                        sequence,
                        Purpose.CANARY,
                        version,
                        version,
                        1,
                        template.withSeed(SplitMixSeeds.derive(seed, SEEDS, index)),
                        questions.get(index),
                        Optional.empty(),
                        now,
                        Optional.of(policy)));
            }
        }
        return tickets;
    }
}
