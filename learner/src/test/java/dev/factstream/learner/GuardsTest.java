package dev.factstream.learner;

import static dev.factstream.learner.ScriptedRun.BATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.infra.fixture.TinyModel;
import dev.factstream.learner.ScriptedActor.Outcome;
import dev.factstream.learner.checkpoint.DiskFullException;
import dev.factstream.learner.checkpoint.SmallDisk;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.schemas.deadletter.DeadLetterCause;
import dev.factstream.schemas.deadletter.DeadLetters;
import dev.factstream.schemas.ledger.DropReason;
import dev.factstream.schemas.ledger.DroppedTicket;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.metrics.MetricNames;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.HeaderText;
import dev.factstream.training.optimizer.NonFiniteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Refusals and alarms of a learner, and that the run continues after a refusal. */
@ExtendWith(KafkaExtension.class)
class GuardsTest {

    @TempDir
    Path folder;

    private KafkaFixture kafka;
    private VisionLanguageModel model;

    @BeforeEach
    void load(KafkaFixture fixture) {
        kafka = fixture;
        model = TinyModel.load(folder.resolve("model"), 1);
    }

    @AfterEach
    void free() {
        model.close();
    }

    @Test
    void aNonFiniteBatchIsRefusedWithItsCoordinatesAndTheRunContinuesWithTheNext() {
        ScriptedRun run = run("refused");
        // a reward of the second batch is finite, but overflows in training
        Function<Ticket, Outcome> plan =
                ticket -> ticket.sequence() == BATCH + 1 ? Outcome.HUGE_REWARD : Outcome.ANSWER;
        try (ScriptedActor actor = run.actor(plan);
                Learner learner = run.learner("learner.ppo.epochs", "1")) {
            learner.run(2, report -> {});
        }
        List<LedgerRecord> ledger = run.ledger();
        assertThat(ledger).extracting(LedgerRecord::version).containsExactly(0, 1, 1, 2);
        LedgerRecord refusal = ledger.get(2);
        assertThat(refusal.metrics()).containsEntry(MetricNames.REFUSED, (double) BATCH);
        assertThat(refusal.inputs()).isEmpty();
        assertThat(refusal.adapterHash()).isEqualTo(ledger.get(1).adapterHash());
        assertThat(refusal.drops())
                .extracting(DroppedTicket::ticketId)
                .containsExactly("run/4", "run/5", "run/6", "run/7");
        assertThat(refusal.drops())
                .allMatch(drop -> drop.reason() == DropReason.NON_FINITE
                        && drop.replacedBy().isPresent());
        assertThat(run.books()).hasToString("tickets issued 20 = trained 8 + dropped 4 + dead 0 + outstanding 8");
        assertThat(run.books().faults()).isEmpty();
        assertDeadLetters(run, refusal);
        assertThat(ledger.get(3).inputs())
                .extracting(input -> input.ticketId())
                .containsExactly("run/8", "run/9", "run/10", "run/11");
    }

    /** Checks that each dead letter identifies the refused record. */
    private void assertDeadLetters(ScriptedRun run, LedgerRecord refusal) {
        List<ConsumerRecord<byte[], byte[]>> deadLetters =
                TestRecords.read(kafka.clients(), run.names().deadLetters(), BATCH);
        assertThat(deadLetters).hasSize(BATCH).allSatisfy(letter -> {
            DeadLetterCause why = DeadLetters.cause(letter.headers());
            assertThat(why.stage()).isEqualTo("learner");
            assertThat(why.reason()).startsWith("refused with its batch at version 1: ");
            assertThat(refusal.drops())
                    .extracting(DroppedTicket::ticketId)
                    .contains(why.ticketId().orElseThrow());
            assertThat(Codecs.SCORED.decode(letter.value()).rollout().rolloutId())
                    .isEqualTo(why.rolloutId().orElseThrow());
            assertThat(HeaderText.get(letter.headers(), HeaderText.SOURCE_TOPIC))
                    .contains(run.names().scoredRollouts());
            assertThat(HeaderText.get(letter.headers(), HeaderText.SOURCE_OFFSET))
                    .isPresent();
        });
    }

    @Test
    void moreRefusedBatchesInARowThanAllowedStopTheLearner() {
        ScriptedRun run = run("diverged");
        try (ScriptedActor actor = run.actor(ticket -> Outcome.HUGE_REWARD);
                Learner learner = run.learner("learner.refusals.most", "1")) {
            assertThatThrownBy(() -> learner.run(1, report -> {}))
                    .isInstanceOf(NonFiniteException.class)
                    .hasMessageContaining("2 batches in a row");
        }
        assertThat(run.ledger()).extracting(LedgerRecord::version).containsExactly(0, 0, 0);
        assertThat(run.books().balanced()).isTrue();
    }

    @Test
    void onlyNonFiniteScoresStopTheLearner() {
        ScriptedRun run = run("nan");
        try (ScriptedActor actor = run.actor(ticket -> Outcome.NOT_A_NUMBER);
                Learner learner = run.learner()) {
            assertThatThrownBy(() -> learner.run(1, report -> {}))
                    .isInstanceOf(NonFiniteException.class)
                    .hasMessageContaining("the policy or the reward model has diverged");
        }
    }

    @Test
    void weightsThatNeverReachTheActorsRaiseAnAlarmWithinTwoVersions() {
        ScriptedRun run = run("unsynced");
        // these actors always answer with the base, and with log-probabilities of other weights
        try (ScriptedActor actor = run.actor(ticket -> Outcome.OLD_POLICY);
                Learner learner = run.learner("learner.staleness.eta", "1")) {
            learner.run(3, report -> {});
        }
        assertThat(run.ledger().subList(1, 4))
                .extracting(record -> record.metrics().get(MetricNames.ALARM_SYNC))
                .as("trained at versions 0, 1, 2; no actor has used versions 1 and 2")
                .containsExactly(0.0, 0.0, 1.0);
        assertThat(run.ledger().get(1).metrics()).containsEntry(MetricNames.ALARM_MISMATCH, 1.0);
    }

    @Test
    void aFullDiskRefusesTheVersionAndTheRunContinuesWhenThereIsSpace() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 8 * 1024)) {
            ScriptedRun run = run(disk.root());
            try (ScriptedActor actor = run.actor(ticket -> Outcome.ANSWER)) {
                Path ballast;
                try (Learner learner = run.learner()) {
                    ballast = disk.fill(20_000);
                    assertThatThrownBy(() -> learner.run(1, report -> {}))
                            .isInstanceOf(DiskFullException.class)
                            .hasMessageContaining("is full: the next checkpoint needs about");
                }
                assertThat(run.ledger()).extracting(LedgerRecord::version).containsExactly(0);
                assertThat(disk.root().resolve("checkpoints").toFile().list()).hasSize(1);
                Files.delete(ballast);
                try (Learner learner = run.learner()) {
                    learner.run(1, report -> {});
                    learnerWaitsForSpace(disk, run, learner);
                }
            }
            assertThat(run.books().balanced()).isTrue();
        }
    }

    private void learnerWaitsForSpace(SmallDisk disk, ScriptedRun run, Learner before) throws IOException {
        before.close();
        Path ballast = disk.fill(20_000);
        try (Learner learner = run.learner("learner.disk.full", "wait")) {
            CompletableFuture<Void> done = CompletableFuture.runAsync(() -> learner.run(2, report -> {}));
            assertThat(learner.version()).isEqualTo(1);
            assertThat(done).isNotDone();
            Files.delete(ballast);
            done.join();
            assertThat(learner.version()).isEqualTo(2);
        }
    }

    private ScriptedRun run(String name) {
        return run(folder.resolve(name));
    }

    private ScriptedRun run(Path dir) {
        return new ScriptedRun(kafka.clients(), kafka.newTopics(), model, dir).withQuestions();
    }
}
