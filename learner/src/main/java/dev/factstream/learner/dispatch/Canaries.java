package dev.factstream.learner.dispatch;

import dev.factstream.schemas.ticket.Purpose;
import dev.factstream.schemas.ticket.Question;
import dev.factstream.schemas.ticket.Sampling;
import dev.factstream.schemas.ticket.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The canary tickets of a run: every round asks the same questions with the same seeds, of the very version that issues it; so two
 * rounds differ in nothing but the policy. They count neither for admission nor for training; nobody waits for them, and one that
 * gets lost is not asked again. Immutable.
 */
final class Canaries {

    static final Canaries NONE = new Canaries(CanaryPlan.NONE, List.of());

    private static final int SEEDS = -2;

    private final CanaryPlan plan;
    private final List<Question> questions;

    Canaries(CanaryPlan plan, List<Question> questions) {
        this.plan = plan;
        this.questions = List.copyOf(questions);
    }

    /** The tickets of the round that is due with a version; none if none is due. */
    List<Ticket> issue(String runId, long seed, Sampling template, TicketBook book, int version, long now) {
        List<Ticket> tickets = new ArrayList<>();
        if (plan.dueAt(version)) {
            for (int place = 0; place < questions.size(); place++) {
                long sequence = book.openCanary();
                tickets.add(new Ticket(
                        Ticket.id(runId, sequence),
                        runId,
                        sequence,
                        Purpose.CANARY,
                        version,
                        version,
                        1,
                        template.withSeed(Seeds.derive(seed, SEEDS, place)),
                        questions.get(place),
                        Optional.empty(),
                        now));
            }
        }
        return tickets;
    }
}
