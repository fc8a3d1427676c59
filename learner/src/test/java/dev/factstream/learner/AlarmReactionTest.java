package dev.factstream.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.infra.fixture.Eventually;
import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.infra.fixture.TinyModel;
import dev.factstream.learner.ScriptedActor.Outcome;
import dev.factstream.learner.ledger.VersionHistory;
import dev.factstream.learner.replay.VersionComparison;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.schemas.drift.DriftFinding;
import dev.factstream.schemas.drift.DriftRecord;
import dev.factstream.schemas.drift.FindingLevel;
import dev.factstream.schemas.metrics.MetricNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Reactions of a learner to an alarm on the real topic. */
@ExtendWith(KafkaExtension.class)
class AlarmReactionTest {

    @TempDir
    Path folder;

    private VisionLanguageModel model;
    private ScriptedRun run;

    @BeforeEach
    void load(KafkaFixture kafka) {
        model = TinyModel.load(folder.resolve("model"), 1);
        run = new ScriptedRun(kafka.clients(), kafka.newTopics(), model, folder.resolve("run")).withQuestions();
    }

    @AfterEach
    void free() {
        model.close();
    }

    @Test
    void anAlarmPausesTheLearnerUntilItIsAcknowledgedAndTheLedgerRecordsIt() {
        run.make(1);
        alarmFrom(1);

        try (ScriptedActor actor = run.actor(ticket -> Outcome.ANSWER);
                Learner learner = run.learner("learner.on.alarm", "pause")) {
            CompletableFuture<Void> work = CompletableFuture.runAsync(() -> learner.run(3, report -> {}));
            Eventually.holds("paused", () -> learner.pausedBy().isPresent());
            assertThat(learner.pausedBy().orElseThrow()).hasToString("length-creep in window 3 of run: longer");
            assertThat(learner.version()).isEqualTo(1);
            assertThat(work).isNotDone();

            publish(DriftRecord.acknowledgement(ScriptedRun.ID, 3, 0));
            work.join();
            assertThat(learner.pausedBy()).isEmpty();
        }

        Map<String, Double> after = run.history().recordOf(2).metrics();
        assertThat(after.get(MetricNames.PAUSE_SECONDS)).isPositive();
        assertThat(after).containsEntry(MetricNames.ALARM_DRIFT_WINDOW, 3.0);
        assertThat(run.history().recordOf(3).metrics()).containsEntry(MetricNames.PAUSE_SECONDS, 0.0);
        assertThat(run.replay(2, 3)).hasSizeGreaterThan(1).allMatch(VersionComparison::equal);
    }

    @Test
    void anAlarmRollsBackOnceToBeforeItsFirstWindowAndTheRunCanBeReplayed() {
        run.make(3); // the checkpoints of versions 2 and 3 are kept
        alarmFrom(3);

        run.make(6, "learner.on.alarm", "rollback");
        run.make(7, "learner.on.alarm", "rollback"); // the alarm is still in the newest window

        VersionHistory history = run.history();
        assertThat(history.recordOf(4).rolledBackTo()).hasValue(2);
        assertThat(history.recordOf(4).metrics()).containsEntry(MetricNames.ALARM_DRIFT_WINDOW, 3.0);
        assertThat(List.of(5, 6, 7)).noneMatch(history::isRollback);
        assertThat(run.books().balanced()).isTrue();
        assertThat(FinalParameterCheck.check(run.settings(), run.clients(), run.names(), model, ScriptedRun.ID)
                        .equal())
                .isTrue();
    }

    @Test
    void anAlarmIsIgnoredByDefault() {
        run.make(1);
        alarmFrom(1);

        run.make(2);

        assertThat(run.history().recordOf(2).rolledBackTo()).isEmpty();
        assertThat(run.history().recordOf(2).metrics()).containsEntry(MetricNames.PAUSE_SECONDS, 0.0);
    }

    /** Publishes a good window, and three consecutive windows of {@code version} that end in an alarm. */
    private void alarmFrom(int version) {
        publish(window(0, version - 1, List.of()));
        for (int consecutive = 1; consecutive <= 3; consecutive++) {
            FindingLevel level = consecutive < 3 ? FindingLevel.SUSPICION : FindingLevel.ALARM;
            publish(window(
                    consecutive, version, List.of(new DriftFinding("length-creep", level, consecutive, "longer"))));
        }
    }

    private static DriftRecord window(int number, int version, List<DriftFinding> findings) {
        return new DriftRecord(
                ScriptedRun.ID,
                DriftRecord.FINDINGS,
                number,
                true,
                version,
                version,
                4,
                4,
                0,
                0,
                Map.of(),
                Map.of(),
                findings,
                0);
    }

    private void publish(DriftRecord record) {
        TestRecords.send(
                run.clients(),
                new ProducerRecord<>(
                        run.names().rewardDrift(), RecordKeys.bytes(record.key()), Codecs.DRIFT.encode(record)));
    }
}
