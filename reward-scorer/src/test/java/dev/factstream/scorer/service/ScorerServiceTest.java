package dev.factstream.scorer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.infra.fixture.Eventually;
import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.schemas.deadletter.DeadLetters;
import dev.factstream.schemas.settings.Settings;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.HeaderText;
import dev.factstream.schemas.wire.Keys;
import dev.factstream.scorer.Samples;
import dev.factstream.scorer.settings.ScorerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
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
            send(names.facts(), "p" + prompt, Codecs.FACTS.encode(Samples.yes("p" + prompt)));
        });
        producer.flush();
    }

    @AfterEach
    void disconnect() {
        producer.close();
    }

    @Test
    void everyRolloutIsScoredOnceThoughTheScorerIsKilledTwiceInTheMiddle() throws InterruptedException {
        long seed = 20260101;
        Random random = new Random(seed);
        int rollouts = 600;
        try (CommittedRecords scored = new CommittedRecords(kafka, names.scoredRollouts())) {
            ScorerProcess scorer = startProcess();
            Thread writer = new Thread(() -> writeSlowly(rollouts));
            writer.start();
            for (int kill = 0; kill < 2; kill++) {
                int enough = scored.count() + 30 + random.nextInt(100);
                Eventually.holds("some rollouts are scored, seed " + seed, () -> scored.count() >= enough);
                scorer.kill();
                scorer = startProcess();
            }
            writer.join();
            try {
                Eventually.holds(
                        "all rollouts are scored, seed " + seed,
                        () -> ids(scored).size() >= rollouts);
            } finally {
                scorer.kill();
            }
            assertThat(scored.count()).as("kill points of seed %d", seed).isLessThan(rollouts + 1);
            assertThat(ids(scored)).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expectedIds(rollouts));
        }
    }

    @Test
    void poisonOnTheTopicIsBuriedAndDoesNotStopTheScorer() {
        try (CommittedRecords scored = new CommittedRecords(kafka, names.scoredRollouts());
                CommittedRecords dead = new CommittedRecords(kafka, names.deadLetters());
                ScorerService scorer = ScorerService.start(Settings.of(ScorerSettings.KEYS, settings()))) {
            ProducerRecord<byte[], byte[]> poison =
                    new ProducerRecord<>(names.rollouts(), Keys.bytes("p0"), "not avro".getBytes());
            HeaderText.put(poison.headers(), HeaderText.TICKET_ID, "run/99");
            producer.send(poison);
            sendRollout(0);

            Eventually.holds("one scored, one dead", () -> scored.count() == 1 && dead.count() == 1);

            ConsumerRecord<byte[], byte[]> letter = dead.records().get(0);
            assertThat(letter.value()).isEqualTo("not avro".getBytes());
            assertThat(DeadLetters.why(letter.headers()).ticketId()).contains("run/99");
            assertThat(scorer.counters().dead()).isEqualTo(1);
            assertThat(scorer.state().isRunningOrRebalancing()).isTrue();
        }
    }

    @Test
    void missingTopicsAreOneClearLine() {
        Map<String, String> elsewhere = settings();
        elsewhere.put("topics.prefix", kafka.newNames().prefix());

        assertThatThrownBy(() -> ScorerService.start(Settings.of(ScorerSettings.KEYS, elsewhere)))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("factstream topics apply");
    }

    private ScorerProcess startProcess() {
        Map<String, String> settings = settings();
        settings.put("scorer.instance.id", "only");
        return ScorerProcess.start(folder.resolve("scorer.log"), settings);
    }

    private Map<String, String> settings() {
        return new HashMap<>(Map.of(
                "kafka.bootstrap.servers", kafka.bootstrapServers(),
                "topics.prefix", names.prefix(),
                "scorer.state.dir", folder.resolve("state").toString()));
    }

    private void writeSlowly(int rollouts) {
        for (int sequence = 0; sequence < rollouts; sequence++) {
            sendRollout(sequence);
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void sendRollout(int sequence) {
        String promptId = "p" + sequence % PROMPTS;
        send(names.rollouts(), promptId, Codecs.ROLLOUTS.encode(Samples.rollout(sequence, promptId, "yes")));
    }

    private void send(String topic, String key, byte[] value) {
        producer.send(new ProducerRecord<>(topic, Keys.bytes(key), value));
    }

    private static List<String> ids(CommittedRecords scored) {
        return scored.records().stream()
                .map(record -> Codecs.SCORED.decode(record.value()).rollout().rolloutId())
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
