package dev.factstream.infra.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.infra.broker.EmbeddedBroker;
import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.MissingTopicException;
import dev.factstream.runtime.kafka.StartOffsets;
import dev.factstream.runtime.kafka.TopicScanner;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class TopicScannerTest {
    private final KafkaClients clients;
    private final TopicScanner scanner;
    private final String topic;

    TopicScannerTest(KafkaFixture kafka) throws Exception {
        clients = kafka.clients();
        scanner = new TopicScanner(clients);
        topic = kafka.newNames().rollouts();
        try (Admin admin = kafka.admin()) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
        }
    }

    @BeforeEach
    void sendRecords() {
        TestRecords.send(
                clients,
                List.of(record(0, 1_000, "a"), record(1, 1_000, "b"), record(0, 3_000, "c"), record(0, 2_000, "d")));
    }

    @Test
    void passesOnTheRecordsOfEveryPartitionInOrder() {
        assertThat(of(scan(StartOffsets.beginning()), 0)).containsExactly("a", "c", "d");
        assertThat(of(scan(StartOffsets.beginning()), 1)).containsExactly("b");
    }

    @Test
    void endsAtTheRecordsThatTheTopicHasWhenTheCallBegins() {
        List<String> read = new ArrayList<>();

        scanner.read(topic, raw -> {
            TestRecords.send(clients, List.of(record(0, 4_000, "later"), record(1, 4_000, "later")));
            read.add(text(raw));
        });

        assertThat(read).containsExactlyInAnyOrder("a", "b", "c", "d");
    }

    @Test
    void passesOnCommittedRecordsOnlyAndDoesNotWaitForAnOpenTransaction() {
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(clients.transactionalProducer("test", topic + "-transactions"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record(0, 4_000, "aborted"));
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(record(0, 4_000, "committed"));
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(record(0, 4_000, "open"));
            producer.flush();

            assertThat(of(scan(StartOffsets.beginning()), 0)).containsExactly("a", "c", "d", "committed");
        }
    }

    @Test
    void missesNoCommittedRecordIfItWaitsForTheOpenTransactions() {
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(clients.transactionalProducer("test", topic + "-transactions"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record(0, 4_000, "open"));
            producer.flush();
            TestRecords.send(clients, List.of(record(0, 4_000, "behind")));
            List<String> read = new ArrayList<>();

            TopicScanner.waitingForTransactions(clients).read(topic, raw -> {
                if (read.isEmpty()) {
                    producer.abortTransaction();
                }
                read.add(text(raw));
            });

            assertThat(read).containsExactlyInAnyOrder("a", "b", "c", "d", "behind");
        }
    }

    @Test
    void beginsAtGivenOffsets() {
        assertThat(scan(StartOffsets.at(Map.of(partition(0), 2L))).stream().map(TopicScannerTest::text))
                .containsExactlyInAnyOrder("b", "d");
    }

    @Test
    void beginsAtTheFirstRecordOfATimeInEachPartition() {
        // partition 1 has no record of this time or a later one; d is older, but follows c
        assertThat(scan(StartOffsets.since(Instant.ofEpochMilli(2_500))).stream()
                        .map(TopicScannerTest::text))
                .containsExactly("c", "d");
        assertThat(scan(StartOffsets.since(Instant.ofEpochMilli(-1)))).hasSize(4);
    }

    @Test
    void beginsSomeRecordsBeforeTheEndOfEachPartition() {
        assertThat(scan(StartOffsets.last(2)).stream().map(TopicScannerTest::text))
                .containsExactlyInAnyOrder("b", "c", "d");
        assertThat(scan(StartOffsets.last(0))).isEmpty();
    }

    @Test
    void namesAMissingTopic() {
        assertThatThrownBy(() -> scanner.read(topic + "-missing", raw -> {}))
                .isInstanceOf(MissingTopicException.class)
                .hasMessageContaining(topic + "-missing does not exist")
                .hasMessageContaining("factstream topics apply");
    }

    @Test
    void failsWhenTheBrokerIsGoneInTheMiddle(@TempDir Path folder) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        try {
            // small fetches, so that the consumer has not fetched everything when the broker stops
            KafkaClients small = new KafkaClients(Settings.of(
                    CommonSettings.class,
                    Map.of(
                            "kafka.bootstrap.servers", broker.bootstrapServers(),
                            "kafka.consumer.fetch.max.bytes", "1000",
                            "kafka.consumer.max.partition.fetch.bytes", "1000",
                            "kafka.consumer.default.api.timeout.ms", "2000",
                            "kafka.producer.batch.size", "0")));
            try (Admin admin = Admin.create(small.admin("test"))) {
                admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
                        .all()
                        .get();
            }
            TestRecords.send(
                    small,
                    IntStream.range(0, 50)
                            .mapToObj(number -> record(0, number, "x".repeat(900)))
                            .toList());
            List<String> read = new ArrayList<>();

            assertThatThrownBy(() -> new TopicScanner(small).read(topic, raw -> {
                        broker.close();
                        read.add(text(raw));
                    }))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining("check that the brokers are running");
            assertThat(read).hasSizeBetween(1, 49);
        } finally {
            broker.close();
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> scan(StartOffsets start) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        scanner.read(topic, start, records::add);
        return records;
    }

    private static List<String> of(List<ConsumerRecord<byte[], byte[]>> records, int partition) {
        return records.stream()
                .filter(record -> record.partition() == partition)
                .map(TopicScannerTest::text)
                .toList();
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), UTF_8);
    }

    private TopicPartition partition(int number) {
        return new TopicPartition(topic, number);
    }

    private ProducerRecord<byte[], byte[]> record(int partition, long timestamp, String value) {
        return new ProducerRecord<>(topic, partition, timestamp, null, value.getBytes(UTF_8));
    }
}
