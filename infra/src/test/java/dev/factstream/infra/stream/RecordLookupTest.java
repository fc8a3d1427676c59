package dev.factstream.infra.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.MissingTopicException;
import dev.factstream.runtime.kafka.RecordLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class RecordLookupTest {
    private final KafkaFixture kafka;
    private final KafkaClients clients;
    private final String topic;

    RecordLookupTest(KafkaFixture kafka) throws Exception {
        this.kafka = kafka;
        clients = kafka.clients();
        topic = kafka.newNames().rollouts();
        try (Admin admin = kafka.admin()) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
        }
    }

    @Test
    void findsTheRecordsAtTheirOffsetsInOrder() {
        TestRecords.send(
                clients,
                IntStream.range(0, 10)
                        .mapToObj(number -> record(number % 2, "record " + number))
                        .toList());
        try (RecordLookup lookup = lookup()) {
            assertThat(read(lookup, 1, List.of(4L, 0L, 2L))).containsExactly("record 1", "record 5", "record 9");
            assertThat(read(lookup, 0, List.of(1L))).containsExactly("record 2");
            assertThat(read(lookup, 0, List.of())).isEmpty();
        }
    }

    @Test
    void jumpsOverManyRecordsThatNobodyAskedFor() {
        TestRecords.send(
                clients,
                IntStream.range(0, 20_000)
                        .mapToObj(number -> record(0, "record " + number))
                        .toList());
        try (RecordLookup lookup = lookup()) {
            assertThat(read(lookup, 0, List.of(3L, 6_000L, 6_001L, 13_000L, 19_999L, 30_000L)))
                    .containsExactly("record 3", "record 6000", "record 6001", "record 13000", "record 19999");
        }
    }

    @Test
    void leavesOutOffsetsWithoutARecord() throws Exception {
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(clients.transactionalProducer("test", topic + "-transactions"))) {
            producer.initTransactions();
            for (String value : List.of("deleted", "first", "second")) { // each is followed by a marker
                producer.beginTransaction();
                producer.send(record(0, value));
                producer.commitTransaction();
            }
        }
        try (Admin admin = kafka.admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(2)))
                    .all()
                    .get();
        }
        try (RecordLookup lookup = lookup()) {
            assertThat(lookup.begin(0)).hasValue(2);
            assertThat(read(lookup, 0, List.of(0L, 2L, 3L, 4L, 5L, 6L, 700L))).containsExactly("first", "second");
            assertThat(read(lookup, 0, List.of(0L))).isEmpty();
            assertThat(read(lookup, 0, List.of(5L))).isEmpty();
        }
    }

    @Test
    void leavesOutPartitionsThatDoNotExist() {
        try (RecordLookup lookup = lookup()) {
            assertThat(lookup.begin(2)).isEmpty();
            assertThat(read(lookup, 2, List.of(0L))).isEmpty();
        }
    }

    @Test
    void namesAMissingTopic() {
        assertThatThrownBy(() -> new RecordLookup(clients.scanner("test"), topic + "-missing"))
                .isInstanceOf(MissingTopicException.class)
                .hasMessageContaining(topic + "-missing does not exist");
    }

    private RecordLookup lookup() {
        return new RecordLookup(clients.scanner("test"), topic);
    }

    private static List<String> read(RecordLookup lookup, int partition, List<Long> offsets) {
        List<String> found = new ArrayList<>();
        lookup.read(
                partition,
                offsets,
                record -> found.add(new String(record.value(), UTF_8)),
                (offset, unreadable) -> found.add("unreadable at " + offset));
        return found;
    }

    private ProducerRecord<byte[], byte[]> record(int partition, String value) {
        return new ProducerRecord<>(topic, partition, null, value.getBytes(UTF_8));
    }
}
