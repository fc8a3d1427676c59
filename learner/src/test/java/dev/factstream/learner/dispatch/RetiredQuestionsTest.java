package dev.factstream.learner.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.learner.TinyRollouts;
import dev.factstream.learner.pool.FixedPool;
import dev.factstream.learner.pool.PromptMix;
import dev.factstream.learner.pool.QuestionRounds;
import dev.factstream.learner.pool.SourceShares;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.ledger.DropReason;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.ticket.TicketPolicy;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetiredQuestionsTest {
    private static final int BATCH = 4;

    private final FixedPool pool = new FixedPool().add("p", AnswerKind.YES_NO, "", 12);
    private final TicketTracker tracker = new TicketTracker("run", TicketState.initial());
    private final TicketDispatcher dispatcher = new TicketDispatcher(
            "run",
            new TicketPolicy("policy", "base"),
            1,
            new AdmissionControl(0, BATCH),
            TinyRollouts.sampling(),
            new QuestionRounds(pool, PromptMix.PAPER, SourceShares.NONE, 1, 12));

    @Test
    void theRestOfTheRoundIsAskedWithoutThem() {
        List<Ticket> first = dispatcher.issue(tracker, 0, 0);
        first.forEach(ticket -> tracker.closeTrained(ticket.sequence()));
        List<String> left = IntStream.range(0, 12)
                .mapToObj(i -> "p-" + i)
                .filter(id -> !promptIds(first).contains(id))
                .toList();
        left.subList(0, 3).forEach(pool::retire);

        List<Ticket> second = dispatcher.issue(tracker, 1, 0);

        assertThat(promptIds(second)).hasSize(BATCH).isSubsetOf(left.subList(3, 8));
        second.forEach(ticket -> tracker.closeTrained(ticket.sequence()));
        int passedOver = dispatcher.passedOver();
        dispatcher.issue(tracker, 2, 0);
        assertThat(passedOver + dispatcher.passedOver()).isEqualTo(3);
    }

    @Test
    void aDroppedTicketOfOneIsReplacedByAFreshQuestion() {
        Ticket dropped = dispatcher.issue(tracker, 0, 0).get(1);
        tracker.drop(dropped.sequence(), DropReason.LOST);
        pool.retire(dropped.question().promptId());

        List<Ticket> again = dispatcher.issue(tracker, 0, 0);

        assertThat(again).hasSize(1);
        assertThat(again.get(0).replaces()).contains(dropped.ticketId());
        assertThat(again.get(0).question().promptId())
                .isNotEqualTo(dropped.question().promptId());
        assertThat(dispatcher.passedOver()).isEqualTo(1);
        assertThat(tracker.takeDrops().get(0).replacedBy())
                .isEqualTo(Optional.of(again.get(0).ticketId()));
    }

    @Test
    void canariesAreAskedWithoutThemAndKeepTheirSeeds() {
        TicketDispatcher canaries = dispatcher.withCanaries(new CanaryPlan(1, 3), List.of("p-1", "p-2", "p-3"));
        List<Ticket> all = canaries.issueCanaries(tracker, 0, 0);
        assertThat(promptIds(all)).containsExactly("p-1", "p-2", "p-3");
        pool.retire("p-2");

        List<Ticket> rest = canaries.issueCanaries(tracker, 1, 0);

        assertThat(promptIds(rest)).containsExactly("p-1", "p-3");
        assertThat(rest.get(1).sampling().seed())
                .isEqualTo(all.get(2).sampling().seed());
    }

    @Test
    void withoutAnyOtherQuestionNoTicketIsIssuedUntilOneIsPublished() {
        Ticket dropped = dispatcher.issue(tracker, 0, 0).get(0);
        tracker.drop(dropped.sequence(), DropReason.LOST);
        IntStream.range(0, 12).forEach(i -> pool.retire("p-" + i));

        assertThat(dispatcher.issue(tracker, 0, 0)).isEmpty();
        assertThat(tracker.pendingReissues()).hasSize(1);

        pool.add("later", AnswerKind.YES_NO, "", 1);
        List<Ticket> again = dispatcher.issue(tracker, 0, 0);
        assertThat(promptIds(again)).containsExactly("later-0");
        assertThat(again.get(0).replaces()).contains(dropped.ticketId());
    }

    private static List<String> promptIds(List<Ticket> tickets) {
        return tickets.stream().map(ticket -> ticket.question().promptId()).toList();
    }
}
