package dev.factstream.scorer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.factstream.infra.fixture.Eventually;
import dev.factstream.infra.fixture.JavaProcess;
import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.RolloutSamples;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.model.checkpoint.ModelFormatException;
import dev.factstream.model.reward.RewardModel;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.pictures.PictureFetcher;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.settings.SettingsException;
import dev.factstream.schemas.deadletter.DeadLetters;
import dev.factstream.schemas.rollout.RewardParts;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.topics.TopicCatalogue;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.HeaderText;
import dev.factstream.schemas.wire.RecordKeys;
import dev.factstream.scorer.HandComputedReward;
import dev.factstream.scorer.TinyRewardModel;
import dev.factstream.scorer.reward.Candidate;
import dev.factstream.scorer.scores.AsyncRewardModel;
import dev.factstream.scorer.scores.Score;
import dev.factstream.scorer.scores.ScoringModel;
import dev.factstream.scorer.settings.ScorerSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class ScorerServiceTest {
    private static final int PROMPTS = 7;

    @TempDir
    Path folder;

    private KafkaFixture kafka;
    private TopicNames names;
    private Producer<byte[], byte[]> producer;

    @BeforeEach
    void connect(KafkaFixture kafka) {
        this.kafka = kafka;
        names = kafka.newTopics();
        producer = new KafkaProducer<>(kafka.clients().producer("test"));
        IntStream.range(0, PROMPTS).forEach(prompt -> {
            send(names.facts(), "p" + prompt, Codecs.FACTS.encode(RolloutSamples.yes("p" + prompt)));
        });
        producer.flush();
    }

    @AfterEach
    void disconnect() {
        producer.close();
    }

    @Test
    void everyRolloutIsScoredOnceThoughTheScorerIsKilledTwiceWithAHalfFullBatch() throws IOException {
        long seed = 20260101;
        Random random = new Random(seed);
        AtomicInteger sent = new AtomicInteger();
        Map<String, String> settings = settings();
        settings.put("scorer.instance.id", "only");
        settings.put("scorer.batch.linger.ms", "500");
        settings.put("scorer.reward.model", rewardModel().toString());
        Path log = folder.resolve("scorer.log");
        Process scorer = ScorerProcess.start(log, settings);
        try (CommittedRecords scored = new CommittedRecords(kafka, names.scoredRollouts())) {
            for (int kill = 0; kill < 2; kill++) {
                int enough = scored.count() + 30 + random.nextInt(100);
                Eventually.holds("some rollouts are scored, seed " + seed, () -> {
                    sendRollouts(sent, 5);
                    return scored.count() >= enough;
                });
                Eventually.holds("the batch is half full, seed " + seed, () -> {
                    sendRollouts(sent, 1);
                    return consumedRollouts() > scored.countAll();
                });
                sendRollouts(sent, random.nextInt(10));
                JavaProcess.kill(scorer);
                scorer = ScorerProcess.start(log, settings);
            }
            sendRollouts(sent, 100);
            Eventually.holds(
                    "all rollouts are scored, seed " + seed, () -> ids(scored).size() >= sent.get());
            JavaProcess.kill(scorer);
            assertThat(ids(scored))
                    .as("kill points of seed %d", seed)
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(expectedIds(sent.get()));
            assertThat(results(scored))
                    .allMatch(result -> result.reward().rewardModel().isPresent());
        } finally {
            JavaProcess.kill(scorer);
        }
    }

    @Test
    void aRewardModelThatTakesFifteenSecondsABatchScoresExactlyOnce() throws IOException {
        Duration slow = Duration.ofSeconds(15); // longer than a session, and a quarter of a transaction
        Path model = rewardModel();
        try (CommittedRecords scored = new CommittedRecords(kafka, names.scoredRollouts());
                ScorerService scorer = ScorerService.start(
                        Settings.of(ScorerSettings.class, settings()),
                        settings -> new SlowScoring(
                                new AsyncRewardModel(
                                        RewardModel.load(model, Device.cpu()), false, 0, PictureFetcher.inlineOnly()),
                                slow))) {
            List<Integer> partitions = new ArrayList<>();
            for (int sequence = 0; partitions.stream().distinct().count() < 2; sequence++) {
                partitions.add(sendRollout(sequence));
            }

            Eventually.holds("all are scored", () -> scored.count() >= partitions.size());

            assertThat(ids(scored)).containsExactlyInAnyOrderElementsOf(expectedIds(partitions.size()));
            assertThat(scorer.counters().batches())
                    .as("no transaction was aborted and repeated")
                    .isEqualTo(2);
        }
    }

    /** Delays its scores, as a large model does. */
    private record SlowScoring(ScoringModel real, Duration delay) implements ScoringModel {
        @Override
        public String modelId() {
            return real.modelId();
        }

        @Override
        public CompletableFuture<List<Score>> score(List<Candidate> batch) {
            return CompletableFuture.supplyAsync(
                    () -> real.score(batch).join(),
                    CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS));
        }

        @Override
        public void close() {
            real.close();
        }
    }

    @Test
    void aRunningScorerPublishesTheTableComputedByHand() {
        Map<String, RewardParts> expected = new HashMap<>();
        HandComputedReward.table().forEach(row -> {
            expected.put(row.rollout().rolloutId(), row.inPaper());
            send(names.facts(), row.facts().promptId(), Codecs.FACTS.encode(row.facts()));
            send(names.rollouts(), row.facts().promptId(), Codecs.ROLLOUTS.encode(row.rollout()));
        });
        Map<String, String> settings = settings();
        settings.put("scorer.reward.profile", "paper");
        try (CommittedRecords scored = new CommittedRecords(kafka, names.scoredRollouts());
                ScorerService scorer = ScorerService.start(Settings.of(ScorerSettings.class, settings))) {
            Eventually.holds("all are scored", () -> scored.count() >= expected.size());

            assertThat(scorer.counters().dead()).isZero();
            assertThat(results(scored)).hasSize(expected.size()).allSatisfy(result -> {
                RewardParts hand = expected.get(result.rollout().rolloutId());
                assertThat(result.reward().correctness()).isEqualTo(hand.correctness());
                assertThat(result.reward().length()).isCloseTo(hand.length(), within(1e-12));
                assertThat(result.reward().missingEnd()).isEqualTo(hand.missingEnd());
            });
        }
    }

    @Test
    void aRewardModelThatCannotBeLoadedIsReportedWithItsSetting() throws IOException {
        Map<String, String> settings = settings();
        settings.put("scorer.reward.model", folder.resolve("nowhere").toString());
        assertThatThrownBy(() -> ScorerService.start(Settings.of(ScorerSettings.class, settings)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("scorer.reward.model")
                .hasMessageContaining("nowhere");

        Path damaged = rewardModel();
        Files.writeString(damaged.resolve("judging_template.txt"), "Another question? {facts} Well");
        settings.put("scorer.reward.model", damaged.toString());
        assertThatThrownBy(() -> ScorerService.start(Settings.of(ScorerSettings.class, settings)))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("scorer.reward.model")
                .hasMessageContaining("template");
    }

    @Test
    void anUndecodableRecordIsADeadLetterAndDoesNotStopTheScorer() {
        try (CommittedRecords scored = new CommittedRecords(kafka, names.scoredRollouts());
                CommittedRecords dead = new CommittedRecords(kafka, names.deadLetters());
                ScorerService scorer = ScorerService.start(Settings.of(ScorerSettings.class, settings()))) {
            ProducerRecord<byte[], byte[]> poison = new ProducerRecord<>(
                    names.rollouts(), RecordKeys.bytes("p0"), "not avro".getBytes(StandardCharsets.UTF_8));
            HeaderText.put(poison.headers(), HeaderText.TICKET_ID, "run/99");
            producer.send(poison);
            sendRollout(0);

            Eventually.holds("one scored, one dead", () -> scored.count() == 1 && dead.count() == 1);

            ConsumerRecord<byte[], byte[]> letter = dead.records().get(0);
            assertThat(letter.value()).isEqualTo("not avro".getBytes(StandardCharsets.UTF_8));
            assertThat(DeadLetters.cause(letter.headers()).ticketId()).contains("run/99");
            assertThat(scorer.counters().dead()).isEqualTo(1);
            assertThat(scorer.state().isRunningOrRebalancing()).isTrue();
        }
    }

    @Test
    void aScorerWhoseCommittedOffsetsAreGoneIsRefusedAndGoesOnFromAGivenTime() throws Exception {
        Settings settings = Settings.of(ScorerSettings.class, settings());
        try (CommittedRecords scored = new CommittedRecords(kafka, names.scoredRollouts());
                Admin admin = kafka.admin()) {
            try (ScorerService scorer = ScorerService.start(settings)) {
                sendRollout(0);
                Eventually.holds("scored", () -> scored.count() == 1 && consumedRollouts() > 0);
            }
            String group = names.applicationId("scorer");
            Eventually.holds("the group is deleted", () -> deleted(admin, group));

            assertThatThrownBy(() -> ScorerService.start(settings))
                    .isInstanceOf(UserFacingException.class)
                    .hasMessageContaining("the group " + group + " has no committed offsets")
                    .hasMessageContaining("--group " + group + " --topic " + names.rollouts() + " --reset-offsets");

            Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>(); // as the tool does
            for (int partition = 0; partition < TopicCatalogue.WORK_PARTITIONS; partition++) {
                positions.put(new TopicPartition(names.rollouts(), partition), new OffsetAndMetadata(0));
            }
            admin.alterConsumerGroupOffsets(group, positions).all().get();
            try (ScorerService scorer = ScorerService.start(settings)) {
                sendRollout(1);
                Eventually.holds("the new one is scored", () -> scored.count() == 2);
                assertThat(scorer.counters().duplicates()).isEqualTo(1);
            }
        }
    }

    private static boolean deleted(Admin admin, String group) {
        try {
            // Streams does not leave its group when it closes
            admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                    .all()
                    .get();
            admin.deleteConsumerGroups(List.of(group)).all().get();
            return true;
        } catch (ExecutionException e) {
            return false; // it still has members
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRolloutOfANewerBuildStopsTheScorerUntilItIsUpgradedAndIsNoDeadLetter() {
        ScorerRole scorer = ScorerRole.start(Settings.of(ScorerSettings.class, settings()));
        try (CommittedRecords dead = new CommittedRecords(kafka, names.deadLetters())) {
            byte[] value = Codecs.ROLLOUTS.encode(RolloutSamples.rollout(0, "p0", "yes"));
            send(names.rollouts(), "p0", TestRecords.ofNewerBuild(value));

            Eventually.holds(
                    "not ready",
                    () -> scorer.unready()
                            .filter(why -> why.contains("upgrade this role"))
                            .isPresent());

            assertThat(scorer.failure()).isEmpty();
            assertThat(scorer.stuck(Duration.ZERO)).isEmpty();
            assertThat(consumedRollouts()).isZero();
            assertThat(dead.count()).isZero();
        } finally {
            scorer.close(Duration.ofSeconds(30));
        }
    }

    @Test
    void missingTopicsAreOneClearLine() {
        Map<String, String> elsewhere = settings();
        elsewhere.put("topics.prefix", kafka.newNames().prefix());

        assertThatThrownBy(() -> ScorerService.start(Settings.of(ScorerSettings.class, elsewhere)))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("factstream topics apply");
    }

    private Path rewardModel() throws IOException {
        return TinyRewardModel.write(folder.resolve("reward-model"), 1);
    }

    /** Returns how many rollouts the scorer has consumed and committed. */
    private int consumedRollouts() {
        try (Admin admin = kafka.admin()) {
            return admin
                    .listConsumerGroupOffsets(names.applicationId("scorer"))
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .entrySet()
                    .stream()
                    .filter(entry -> entry.getKey().topic().equals(names.rollouts()))
                    .mapToInt(entry -> Math.toIntExact(entry.getValue().offset()))
                    .sum();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, String> settings() {
        return new HashMap<>(Map.of(
                "kafka.bootstrap.servers", kafka.bootstrapServers(),
                "topics.prefix", names.prefix(),
                "scorer.state.dir", folder.resolve("state").toString()));
    }

    /** Sends the next rollouts; {@code sent} counts them. */
    private void sendRollouts(AtomicInteger sent, int count) {
        for (int i = 0; i < count; i++) {
            sendRollout(sent.getAndIncrement());
        }
    }

    /** Returns the partition of the record. */
    private int sendRollout(int sequence) {
        String promptId = "p" + sequence % PROMPTS;
        return send(
                names.rollouts(), promptId, Codecs.ROLLOUTS.encode(RolloutSamples.rollout(sequence, promptId, "yes")));
    }

    private int send(String topic, String key, byte[] value) {
        try {
            return producer.send(new ProducerRecord<>(topic, RecordKeys.bytes(key), value))
                    .get()
                    .partition();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static List<ScoredRollout> results(CommittedRecords scored) {
        return scored.records().stream()
                .map(record -> Codecs.SCORED.decode(record.value()))
                .toList();
    }

    private static List<String> ids(CommittedRecords scored) {
        return results(scored).stream()
                .map(result -> result.rollout().rolloutId())
                .toList();
    }

    private static List<String> expectedIds(int rollouts) {
        List<String> ids = new ArrayList<>();
        for (int sequence = 0; sequence < rollouts; sequence++) {
            ids.add("run/" + sequence + "/0");
        }
        return ids;
    }
}
