package dev.factstream.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.TinyModel;
import dev.factstream.learner.ScriptedActor.Outcome;
import dev.factstream.learner.replay.VersionComparison;
import dev.factstream.learner.replay.VersionNotReplayableException;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.settings.SettingsException;
import dev.factstream.schemas.ledger.InputCoordinate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class ReplayTest {

    @TempDir
    static Path folder;

    private static VisionLanguageModel model;
    private static ScriptedRun run;

    /** Makes four versions with a restart, a changed learning rate and a reissued ticket; two checkpoints are kept. */
    @BeforeAll
    static void makeARun(KafkaFixture kafka) {
        model = TinyModel.load(folder.resolve("model"), 1);
        run = new ScriptedRun(kafka.clients(), kafka.newTopics(), model, folder.resolve("run")).withQuestions();
        run.make(2);
        run.make(
                4,
                ticket -> ticket.sequence() == 13 ? Outcome.NOT_A_NUMBER : Outcome.ANSWER,
                "learner.policy.rate",
                "1e-3");
        assertThat(run.history().recordOf(2).settings()).doesNotContainEntry("learner.policy.rate", "1e-3");
        assertThat(run.history().recordOf(3).settings()).containsEntry("learner.policy.rate", "1e-3");
    }

    @AfterAll
    static void free() {
        model.close();
    }

    @Test
    void everyVersionIsReplayedBitForBit() {
        List<VersionComparison> made = run.replay(1, 4);

        assertThat(versions(made)).containsExactly(1, 2, 3, 4);
        assertThat(made).allMatch(VersionComparison::equal).allMatch(version -> version.inputs() == ScriptedRun.BATCH);
        assertThat(made).allMatch(version -> version.metrics() >= 20);
        // the newest two versions have checkpoints, so critic and optimizers are compared too
        assertThat(made).extracting(VersionComparison::checkpoint).containsExactly(false, false, true, true);
    }

    @Test
    void itBeginsAtTheNearestCheckpoint() {
        assertThat(versions(run.replay(4, 4))).containsExactly(4);
    }

    @Test
    void theFinalParametersFollowFromTheLedgerWithoutAnyCheckpoint() {
        assertThat(FinalParameterCheck.check(run.settings(), run.clients(), run.names(), model, ScriptedRun.ID))
                .hasToString(
                        "parameters of version 4 replayed from the beginning: equal to the published ones, bit for bit");
    }

    @Test
    void anotherModelIsRefusedBeforeAnythingIsComputed() {
        try (VisionLanguageModel other = TinyModel.load(folder.resolve("other"), 2)) {
            assertThatThrownBy(() -> run.replay().fromCheckpoints(other, 4, 4, made -> {}))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("was trained with another base model");
        }
    }

    @Test
    void withADeletedLogTheFirstReplayableVersionIsNamed(KafkaFixture kafka) throws Exception {
        ScriptedRun cut = new ScriptedRun(kafka.clients(), kafka.newTopics(), model, folder.resolve("cut"));
        cut.withQuestions().make(4);
        InputCoordinate input = cut.history().recordOf(2).inputs().get(0);
        TopicPartition partition = new TopicPartition(cut.names().scoredRollouts(), input.partition());
        try (Admin admin = kafka.admin()) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(input.offset() + 1)))
                    .all()
                    .get();
        }

        assertThatThrownBy(() -> cut.replay(2, 4))
                .isInstanceOf(VersionNotReplayableException.class)
                .hasMessageContaining("version 2 cannot be replayed, because an input of version")
                .hasMessageContaining("is deleted: its partition begins at offset " + (input.offset() + 1))
                .hasMessageEndingWith("the first version that can be replayed is 4, with --from 4");
        assertThat(cut.replay(4, 4)).allMatch(VersionComparison::equal).hasSize(1);
    }

    private static List<Integer> versions(List<VersionComparison> made) {
        return made.stream().map(version -> version.record().version()).toList();
    }
}
