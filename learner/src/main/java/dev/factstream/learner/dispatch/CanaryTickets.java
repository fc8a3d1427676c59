package dev.factstream.learner.dispatch;

import dev.factstream.learner.pool.QuestionRounds;
import dev.factstream.schemas.seeds.SplitMixSeeds;
import dev.factstream.schemas.ticket.Purpose;
import dev.factstream.schemas.ticket.Question;
import dev.factstream.schemas.ticket.Sampling;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.ticket.TicketPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private final List<String> promptIds;

    CanaryTickets(CanaryPlan plan, List<String> promptIds) {
        this.plan = plan;
        this.promptIds = List.copyOf(promptIds);
    }

    /** The tickets due at a version, without those of retired questions; empty if none is due. */
    List<Ticket> issue(
            String runId,
            TicketPolicy policy,
            long seed,
            Sampling template,
            TicketTracker tracker,
            int version,
            long now,
            QuestionRounds rounds) {
        if (!plan.dueAt(version)) {
            return List.of();
        }
        Map<String, Question> questions = rounds.read(promptIds.stream()
                .flatMap(promptId -> rounds.findHeldOut(promptId).stream())
                .toList());
        List<Ticket> tickets = new ArrayList<>();
        for (int index = 0; index < promptIds.size(); index++) {
            Question question = questions.get(promptIds.get(index));
            if (question != null) {
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
                        question,
                        Optional.empty(),
                        now,
                        Optional.of(policy)));
            }
        }
        return tickets;
    }
}
