package dev.factstream.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.infra.fixture.TinyModel;
import dev.factstream.learner.ledger.RunStateReader;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.run.RunState;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class ResumableStateTest {

    @Test
    void aStateThatIsOlderThanTheLedgerIsNotResumedFrom(KafkaFixture kafka, @TempDir Path folder) {
        try (VisionLanguageModel model = TinyModel.load(folder.resolve("model"), 1)) {
            ScriptedRun run =
                    new ScriptedRun(kafka.clients(), kafka.newTopics(), model, folder.resolve("run")).withQuestions();
            RunStateReader states = new RunStateReader(run.clients(), run.names());
            run.make(1);
            RunState older =
                    states.readResumable(ScriptedRun.ID, model.baseHash()).orElseThrow();
            run.make(2);
            RunState newest =
                    states.readResumable(ScriptedRun.ID, model.baseHash()).orElseThrow();
            assertThat(newest.version()).isEqualTo(2);

            TestRecords.send(
                    run.clients(),
                    new ProducerRecord<>(
                            run.names().runState(), RecordKeys.bytes(ScriptedRun.ID), Codecs.RUN_STATES.encode(older)));

            RunState resumable =
                    states.readResumable(ScriptedRun.ID, model.baseHash()).orElseThrow();
            assertThat(resumable.checkpointFolder()).isEqualTo(newest.checkpointFolder());
            assertThat(resumable.counts()).isEqualTo(newest.counts());

            long laterThanAnyRecord = Instant.now().plus(Duration.ofDays(400)).toEpochMilli();
            TestRecords.send(
                    run.clients(),
                    new ProducerRecord<>(
                            run.names().runState(),
                            RecordKeys.bytes(ScriptedRun.ID),
                            Codecs.RUN_STATES.encode(older.renewed(laterThanAnyRecord))));
            assertThat(states.readResumable(ScriptedRun.ID, model.baseHash()))
                    .map(RunState::checkpointFolder)
                    .contains(newest.checkpointFolder());
            run.make(3);
            assertThat(run.ledger().stream().filter(record -> !record.inputs().isEmpty()))
                    .extracting(LedgerRecord::version)
                    .containsExactly(1, 2, 3);
            assertThat(run.books().faults()).isEmpty();
        }
    }
}
