package dev.factstream.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.RolloutSamples;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.infra.fixture.TinyModel;
import dev.factstream.learner.ledger.TicketBalanceReader;
import dev.factstream.learner.publish.PublishedAdapters;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.kafka.TopicScanner;
import dev.factstream.schemas.adapter.AdapterManifest;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.NewerSchemaException;
import dev.factstream.schemas.wire.RecordKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a run of weeks keeps, and what it needs from the topics. */
@ExtendWith(KafkaExtension.class)
class LongRunTest {

    @TempDir
    Path folder;

    private KafkaFixture kafka;
    private VisionLanguageModel model;
    private ScriptedRun run;

    @BeforeEach
    void open(KafkaFixture fixture) {
        kafka = fixture;
        model = TinyModel.load(folder.resolve("model"), 1);
        run = new ScriptedRun(kafka.clients(), kafka.newTopics(), model, folder.resolve("run")).withQuestions();
    }

    @AfterEach
    void free() {
        model.close();
    }

    @Test
    void aRestartReadsNoOldRecordOfTheLedger() throws Exception {
        run.make(3);
        deleteRecords(run.names().trainingLedger(), 0);

        run.make(4);

        assertThat(run.ledger()).extracting(LedgerRecord::version).containsExactly(4);
        assertThat(run.ledger().get(0).inputs()).hasSize(ScriptedRun.BATCH);
        assertThat(run.ledger().get(0).counts().trained()).isEqualTo(4 * ScriptedRun.BATCH);
    }

    @Test
    void theRetentionOfCheckpointsAlsoGovernsAdaptersOnTopicsAndOnDisk() throws IOException {
        String[] retention = {"learner.checkpoints.kept", "2", "learner.checkpoints.every", "3"};
        run.make(1, "learner.checkpoints.kept", "9");
        run.make(5, retention);
        Set<String> kept = Set.of("3", "4", "5");

        assertThat(new PublishedAdapters(run.clients(), run.names()).manifests(ScriptedRun.ID))
                .extracting(AdapterManifest::version)
                .containsExactly(3, 4, 5);
        assertThat(chunkKeys())
                .allMatch(key -> kept.contains(key.split("/")[2]))
                .hasSize(3);
        assertThat(names("run/adapters")).containsExactlyInAnyOrderElementsOf(kept);
        assertThat(names("run/checkpoints").stream().map(name -> name.substring(0, 6)))
                .containsExactlyInAnyOrder("000000", "000003", "000004", "000005");

        run.make(6, "learner.checkpoints.kept", "1", "learner.checkpoints.every", "0");
        assertThat(names("run/adapters")).containsExactly("6");
        assertThat(chunkKeys()).hasSize(1);
    }

    @Test
    void settingsAreInARecordOnlyIfTheyMayHaveChanged() {
        run.make(2);
        run.make(3, "learner.policy.rate", "1e-3");

        List<LedgerRecord> stored = new ArrayList<>();
        new TopicScanner(run.clients())
                .read(run.names().trainingLedger(), raw -> stored.add(Codecs.LEDGER.decode(raw.value())));
        assertThat(stored.stream().map(record -> record.settings().isEmpty()))
                .containsExactly(false, true, true, false);
        assertThat(run.history().recordOf(2).settings())
                .isEqualTo(run.history().recordOf(0).settings())
                .isNotEmpty();
        assertThat(run.history().recordOf(3).settings()).containsEntry("learner.policy.rate", "1e-3");
    }

    @Test
    void theTicketBalanceHoldsAfterPromptsLostTheirOldestRecords() throws Exception {
        run.make(3);
        String whole = "tickets issued 20 = trained 12 + dropped 0 + dead 0 + outstanding 8";
        assertThat(run.books()).hasToString(whole);
        assertThat(everyTicket().toString()).isEqualTo(whole);

        deleteRecords(run.names().prompts(), 2); // each partition keeps its newest two
        assertThat(run.books().faults()).isEmpty();
        assertThat(run.books()).hasToString(whole);
        assertThat(everyTicket()).hasToString(whole);

        deleteRecords(run.names().prompts(), 0); // also the outstanding ones
        assertThat(run.books().faults()).isEmpty();
        assertThat(run.books()).hasToString(whole);
        assertThat(everyTicket()).hasToString(whole);

        deleteRecords(run.names().trainingLedger(), 1); // the ended tickets are counted by the state of the run
        assertThat(run.books()).hasToString(whole);
        run.make(4);
        assertThat(run.books()).hasToString("tickets issued 24 = trained 16 + dropped 0 + dead 0 + outstanding 8");
    }

    @Test
    void aRolloutOfANewerBuildStopsTheLearnerAndIsNoDeadLetter() {
        try (Learner learner = run.learner()) {
            byte[] scored = Codecs.SCORED.encode(
                    TinyRollouts.scoredBy("judge", TinyRollouts.scored(RolloutSamples.rollout(0, "prompt", "yes"), 1)));
            TestRecords.send(
                    run.clients(),
                    new ProducerRecord<>(
                            run.names().scoredRollouts(),
                            RecordKeys.bytes("prompt"),
                            TestRecords.ofNewerBuild(scored)));

            assertThatThrownBy(() -> learner.run(1, report -> {}))
                    .isInstanceOf(NewerSchemaException.class)
                    .hasMessageContaining("upgrade this role");
        }
        List<Object> letters = new ArrayList<>();
        new TopicScanner(run.clients()).read(run.names().deadLetters(), letters::add);
        assertThat(letters).isEmpty();
    }

    @Test
    void aNewRunDoesNotReadTheOutcomesOfEarlierOnes() {
        TestRecords.send(run.clients(), run.names().scoredRollouts(), "prompt", "of an earlier run, and not readable");

        run.make(1);

        List<Object> letters = new ArrayList<>();
        new TopicScanner(run.clients()).read(run.names().deadLetters(), letters::add);
        assertThat(letters).isEmpty();
        assertThat(run.books().trained()).isEqualTo(ScriptedRun.BATCH);
    }

    private Object everyTicket() {
        return new TicketBalanceReader(run.clients(), run.names()).readAll(ScriptedRun.ID);
    }

    /** The keys of the chunks that have not been deleted. */
    private Set<String> chunkKeys() {
        Set<String> keys = new TreeSet<>();
        new TopicScanner(run.clients()).read(run.names().adapterChunks(), raw -> {
            String key = RecordKeys.text(raw.key());
            if (raw.value() == null) {
                keys.remove(key);
            } else {
                keys.add(key);
            }
        });
        return keys;
    }

    private List<String> names(String path) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(path))) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toList());
        }
    }

    /** Deletes all records of a topic but the last {@code left} offsets of each partition, as retention does. */
    private void deleteRecords(String topic, long left) throws ExecutionException, InterruptedException {
        try (Admin admin = kafka.admin()) {
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .forEach(info -> latest.put(new TopicPartition(topic, info.partition()), OffsetSpec.latest()));
            Map<TopicPartition, RecordsToDelete> before = new HashMap<>();
            admin.listOffsets(latest)
                    .all()
                    .get()
                    .forEach((partition, end) ->
                            before.put(partition, RecordsToDelete.beforeOffset(Math.max(0, end.offset() - left))));
            admin.deleteRecords(before).all().get();
        }
    }
}
