package dev.factstream.infra.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.infra.fixture.Eventually;
import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.runtime.streams.ReplaceThreadExceptionHandler;
import dev.factstream.runtime.streams.UnhandledRecords;
import dev.factstream.schemas.deadletter.DeadLetterRecord;
import dev.factstream.schemas.topics.TopicNames;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class UnhandledRecordsTest {
    @TempDir
    Path state;

    private KafkaFixture kafka;
    private TopicNames names;
    private UnhandledRecords unhandled;
    private ReplaceThreadExceptionHandler threads;

    @BeforeEach
    void createTopics(KafkaFixture kafka) {
        this.kafka = kafka;
        names = kafka.newTopics();
        unhandled = new UnhandledRecords("test", names);
        threads = new ReplaceThreadExceptionHandler("test", Clock.systemUTC());
    }

    @Test
    void aRecordThatAProcessorThrowsForIsADeadLetterAndTheThreadGoesOn() {
        try (KafkaStreams streams = start()) {
            send("good 1", "odd", "good 2");

            assertThat(TestRecords.values(kafka.clients(), names.scoredRollouts(), 2))
                    .containsExactlyInAnyOrder("good 1", "good 2");
            ConsumerRecord<byte[], byte[]> raw =
                    TestRecords.read(kafka.clients(), names.deadLetters(), 1).get(0);
            DeadLetterRecord letter = new DeadLetterRecord(raw.key(), raw.value(), raw.headers());
            assertThat(letter.value()).isEqualTo("odd".getBytes(UTF_8));
            assertThat(letter.key()).isEqualTo("key".getBytes(UTF_8));
            assertThat(letter.source().orElseThrow()).startsWith(names.rollouts() + "-");
            assertThat(letter.cause().stage()).isEqualTo("test");
            assertThat(letter.cause().reason()).contains("IllegalStateException", "nobody thought of this");
            assertThat(unhandled.count()).isEqualTo(1);
            assertThat(threads.failures()).isZero();
            assertThat(streams.state()).isEqualTo(KafkaStreams.State.RUNNING);
        }
    }

    @Test
    void aFailureOfKafkaEndsTheThreadAndBuriesNothing() {
        try (KafkaStreams streams = start()) {
            send("kafka fails", "good");

            Eventually.holds("a thread failed", () -> threads.failures() >= 1);
        }
        assertThat(unhandled.count()).isZero();
    }

    private KafkaStreams start() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, names.applicationId("test"));
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        properties.putAll(unhandled.properties());
        ByteArrayDeserializer in = new ByteArrayDeserializer();
        ByteArraySerializer out = new ByteArraySerializer();
        KafkaStreams streams = new KafkaStreams(
                new Topology()
                        .addSource("in", in, in, names.rollouts())
                        .addProcessor("fragile", Fragile::new, "in")
                        .addSink("out", names.scoredRollouts(), out, out, "fragile"),
                properties);
        streams.setUncaughtExceptionHandler(threads);
        streams.start();
        return streams;
    }

    private void send(String... values) {
        TestRecords.send(
                kafka.clients(),
                List.of(values).stream()
                        .map(value ->
                                new ProducerRecord<>(names.rollouts(), "key".getBytes(UTF_8), value.getBytes(UTF_8)))
                        .toList());
    }

    /** Fails at some records, as a processor with a mistake does. */
    private static final class Fragile extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        @Override
        public void process(Record<byte[], byte[]> record) {
            switch (new String(record.value(), UTF_8)) {
                case "odd" -> throw new IllegalStateException("nobody thought of this");
                case "kafka fails" -> throw new IllegalStateException("wrapped", new KafkaException("fenced"));
                default -> context().forward(record);
            }
        }
    }
}
