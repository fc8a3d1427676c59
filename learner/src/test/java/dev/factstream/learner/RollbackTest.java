package dev.factstream.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.infra.fixture.TinyModel;
import dev.factstream.learner.ScriptedActor.Outcome;
import dev.factstream.learner.ledger.VersionHistory;
import dev.factstream.learner.ppo.FrozenModels;
import dev.factstream.learner.publish.FencedException;
import dev.factstream.learner.publish.PublishedAdapters;
import dev.factstream.learner.replay.VersionComparison;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.schemas.adapter.AdapterManifest;
import dev.factstream.schemas.ledger.DropReason;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.wire.Codecs;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class RollbackTest {

    private static final int UNDER_WAY = 2 * ScriptedRun.BATCH; // eta is 1

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
    void anOlderVersionIsRestoredAndTheRunContinuesFromIt() {
        run.make(3);

        Rollback done = rollBack(2);

        assertThat(done).isEqualTo(new Rollback(4, 2, UNDER_WAY, UNDER_WAY));
        VersionHistory history = run.history();
        LedgerRecord older = history.recordOf(2);
        LedgerRecord made = history.recordOf(4);
        assertThat(made.rolledBackTo()).hasValue(2);
        assertThat(made.adapterHash())
                .isEqualTo(older.adapterHash())
                .isNotEqualTo(history.recordOf(3).adapterHash());
        assertThat(made.optimizerStep()).isEqualTo(older.optimizerStep());
        assertThat(made.drops())
                .hasSize(UNDER_WAY)
                .allMatch(drop -> drop.reason() == DropReason.ROLLBACK
                        && drop.replacedBy().isPresent());
        List<AdapterManifest> published = new PublishedAdapters(run.clients(), run.names()).manifests(ScriptedRun.ID);
        assertThat(published).extracting(AdapterManifest::version).containsExactly(3, 4); // two are kept
        assertThat(folder.resolve("run/adapters/4/adapter_model.safetensors")).exists();
        assertThat(run.books().balanced()).isTrue();

        run.make(6); // the script answers the abandoned tickets too, and too late

        assertThat(run.books()).hasToString("tickets issued 36 = trained 20 + dropped 8 + dead 0 + outstanding 8");
        assertThat(run.books().faults()).isEmpty();
        assertThat(tickets(36).subList(20, 36)).allMatch(ticket -> ticket.minVersion() >= 4);
        assertThat(FinalParameterCheck.check(run.settings(), run.clients(), run.names(), model, ScriptedRun.ID)
                        .equal())
                .isTrue();
    }

    @Test
    void onlyTheFirstVersionNeedsNoCheckpointAndARunningLearnerIsFenced() {
        run.make(3); // two checkpoints are kept
        assertThatThrownBy(() -> rollBack(1))
                .isInstanceOf(RollbackUnavailableException.class)
                .hasMessage("version 1 no longer has a checkpoint: roll back to one of 0, 2");
        assertThatThrownBy(() -> rollBack(3)).hasMessageStartingWith("version 3 is the newest");
        assertThatThrownBy(() -> rollBack(9)).hasMessageStartingWith("version 9 was never made");

        try (ScriptedActor actor = run.actor(ticket -> Outcome.ANSWER);
                Learner learner = run.learner()) {
            rollBack(0);
            assertThatThrownBy(() -> learner.run(4, report -> {})).isInstanceOf(FencedException.class);
        }
        run.make(5);

        assertThat(run.history().parent(4)).isZero();
        assertThat(run.replay(4, 5)).hasSize(2).allMatch(VersionComparison::equal);
        assertThat(run.books().balanced()).isTrue();
    }

    private Rollback rollBack(int to) {
        return Rollback.run(
                LearnerSettings.from(run.settings()),
                run.clients(),
                run.names(),
                FrozenModels.of(model),
                run.dir(),
                to,
                Clock.systemUTC());
    }

    private List<Ticket> tickets(int count) {
        return TestRecords.read(run.clients(), run.names().prompts(), count).stream()
                .map(raw -> Codecs.TICKETS.decode(raw.value()))
                .sorted(Comparator.comparing(Ticket::sequence))
                .toList();
    }
}
