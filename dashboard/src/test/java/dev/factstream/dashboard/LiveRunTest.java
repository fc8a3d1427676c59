package dev.factstream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.factstream.infra.fixture.RolloutSamples;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.ledger.DropReason;
import dev.factstream.schemas.ledger.DroppedTicket;
import dev.factstream.schemas.ledger.InputCoordinate;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.ledger.TicketCounts;
import dev.factstream.schemas.rollout.ScoredRollout;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LiveRunTest {
    private final LiveRun run = new LiveRun();

    @Test
    void scoresAndLedgerMayBeReadInAnyOrder() {
        add(0, 1);
        run.add(version(0, 0, List.of(), List.of()));
        run.add(version(1, 10_000, List.of(0, 1, 2), List.of(3)));
        add(2, 3, 4, 5);

        assertThat(run.untrainedTickets()).isEqualTo(2);
        VersionPoint one = run.versions().stream().skip(1).findFirst().orElseThrow();
        assertThat(one.rollouts()).isEqualTo(3);
        assertThat(one.drops()).containsExactly(Map.entry("stale", 1));
        assertThat(one.seconds()).hasValue(10);
        double tokens = 0;
        for (int number = 0; number < 4; number++) {
            tokens += scored(number).rollout().tokens().length;
        }
        assertThat(run.speeds(one).values().stream().mapToDouble(speed -> speed).sum())
                .isCloseTo(tokens / 10, within(1e-9));
    }

    @Test
    void untrainedTicketsAreCountedHoweverLongTheRunIs() {
        for (int version = 1; version <= 3; version++) {
            int first = version * 200_000;
            add(first, first + 1, first + 2, 2_000_000_000);
            run.add(version(version, 0, List.of(first), List.of(first + 1)));
        }

        // those of version 1 are older than the newest 262,144 tickets
        assertThat(run.untrainedTickets()).isEqualTo(2);
    }

    @Test
    void aLaterRecordOfAVersionAddsItsDropsAndNoVersion() {
        run.add(version(1, 0, List.of(0), List.of(1)));
        run.add(version(1, 5_000, List.of(), List.of(2, 3)));

        assertThat(run.versions()).hasSize(1);
        VersionPoint one = run.versions().iterator().next();
        assertThat(one.rollouts()).isEqualTo(1);
        assertThat(one.drops()).containsEntry("stale", 3);
        assertThat(one.atMillis()).isZero();
    }

    @Test
    void onlyTheNewestRolloutsAreKept() {
        for (int number = 0; number < 1_000; number++) {
            add(number);
        }

        assertThat(run.rollouts()).hasSize(LiveRun.MOST_ROLLOUTS);
        assertThat(run.rollouts().iterator().next().scored().rollout().ticketId())
                .isEqualTo("run/999");
    }

    @Test
    void openAnswersAreJudgedOnceTheirFactsAreReadUnlessTheFactsCannotDecide() {
        for (int number = 0; number < 4; number++) {
            add(number);
        }
        run.judge(promptId -> Optional.empty());
        assertThat(run.hallucinationRate(1)).isEmpty();

        run.judge(promptId -> Optional.of(new Facts(
                promptId,
                List.of("Somebody took a photograph."),
                Optional.empty(),
                AnswerKind.OPEN,
                Optional.empty(),
                1)));
        assertThat(run.hallucinationRate(1)).isEmpty();
    }

    private void add(int... numbers) {
        for (int number : numbers) {
            run.add(scored(number), "scored-rollouts-0@" + number);
        }
    }

    /** Returns the answer of one of two actors, the first four with version 0; every third is an answer to an open question. */
    private static ScoredRollout scored(int number) {
        return RolloutSamples.scored(
                RolloutSamples.rollout(number, "prompt-" + number, 4 + number % 5, number / 4, "actor-" + number % 2),
                number % 3 == 0 ? AnswerKind.OPEN : AnswerKind.YES_NO);
    }

    private static LedgerRecord version(int version, long atMillis, List<Integer> inputs, List<Integer> drops) {
        return new LedgerRecord(
                "run",
                "policy",
                version,
                version,
                inputs.stream()
                        .map(number -> new InputCoordinate(
                                0, number, "run/" + number + "/0", "run/" + number, Optional.empty()))
                        .toList(),
                drops.stream()
                        .map(number -> new DroppedTicket("run/" + number, DropReason.STALE, Optional.empty()))
                        .toList(),
                "none",
                "none",
                "none",
                "none",
                0,
                0,
                new TicketCounts(0, 0, 0, 0),
                Map.of(),
                atMillis,
                Optional.empty(),
                OptionalInt.empty(),
                Map.of(),
                Map.of(),
                false,
                Optional.empty());
    }
}
