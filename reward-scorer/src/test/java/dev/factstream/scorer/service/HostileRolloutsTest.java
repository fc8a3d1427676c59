package dev.factstream.scorer.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.infra.fixture.Eventually;
import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.RolloutSamples;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.deadletter.DeadLetterRecord;
import dev.factstream.schemas.deadletter.DeadLetters;
import dev.factstream.schemas.topics.TopicCatalogue;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.GenericValues;
import dev.factstream.schemas.wire.RecordKeys;
import dev.factstream.schemas.wire.SchemaIds;
import dev.factstream.scorer.settings.ScorerSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every record here is one that anybody who may write rollouts can write; each is followed by a good rollout. */
@ExtendWith(KafkaExtension.class)
class HostileRolloutsTest {
    private static final byte[] KEY = RecordKeys.bytes("p0");

    @TempDir
    Path folder;

    private TopicNames names;
    private Producer<byte[], byte[]> producer;
    private ScorerService scorer;
    private CommittedRecords scored;
    private CommittedRecords dead;

    @BeforeEach
    void start(KafkaFixture kafka) throws ExecutionException, InterruptedException {
        names = kafka.newTopics();
        producer = new KafkaProducer<>(kafka.clients().producer("test"));
        send(new ProducerRecord<>(names.facts(), KEY, Codecs.FACTS.encode(RolloutSamples.yes("p0"))));
        scorer = ScorerService.start(Settings.of(
                ScorerSettings.class,
                Map.of(
                        "kafka.bootstrap.servers", kafka.bootstrapServers(),
                        "topics.prefix", names.prefix(),
                        "scorer.state.dir", folder.toString())));
        scored = new CommittedRecords(kafka, names.scoredRollouts());
        dead = new CommittedRecords(kafka, names.deadLetters());
    }

    @AfterEach
    void stop() {
        scorer.close();
        producer.close();
        scored.close();
        dead.close();
    }

    @Test
    void anIdOfMostOfAMebibyteBecomesADeadLetterWithAShortReason() throws Exception {
        GenericRecord rollout = GenericValues.read(good(0));
        rollout.put("rolloutId", "x".repeat(600_000));

        ConsumerRecord<byte[], byte[]> letter = deadLetterOf(record(value(rollout)));

        assertThat(letter.value()).isEqualTo(value(rollout));
        assertThat(DeadLetters.cause(letter.headers()).reason())
                .contains("rolloutId", "600000 characters")
                .hasSizeLessThan(1100);
    }

    @Test
    void aHeaderNameOfSeventyKilobytesBecomesADeadLetterWithTheNameCut() throws Exception {
        ProducerRecord<byte[], byte[]> record = record(good(0));
        record.headers().add("h".repeat(70_000), new byte[] {1});

        ConsumerRecord<byte[], byte[]> letter = deadLetterOf(record);

        assertThat(letter.value()).isEqualTo(record.value());
        assertThat(letter.headers().toArray())
                .allSatisfy(header -> assertThat(header.key()).hasSizeLessThan(100));
        assertThat(DeadLetters.cause(letter.headers()).reason()).contains("header 1 has 70000 bytes");
        assertThat(new DeadLetterRecord(null, letter.value(), letter.headers()).isWhole())
                .isFalse();
    }

    @Test
    void aHundredThousandHeadersBecomeADeadLetter() throws Exception {
        ProducerRecord<byte[], byte[]> record = record(good(0));
        for (int i = 0; i < 100_000; i++) {
            record.headers().add("", null);
        }

        assertThat(deadLetterOf(record).headers().toArray()).hasSizeLessThan(100);
    }

    @Test
    void anIdHeaderOfMostOfAMebibyteIsNotCopiedIntoTheDeadLetter() throws Exception {
        ProducerRecord<byte[], byte[]> record = record("not avro".getBytes(StandardCharsets.UTF_8));
        record.headers().add("ticketId", new byte[800_000]);

        assertThat(DeadLetters.cause(deadLetterOf(record).headers()).ticketId()).isEmpty();
    }

    @Test
    void aRecordWithoutTimestampIsScoredLikeAnyOther() throws Exception {
        send(new WithoutTimestamp(names.rollouts(), KEY, good(0)));
        send(record(good(1)));

        Eventually.holds("both are scored", () -> scored.count() == 2);
        assertThat(scorer.failedThreads()).isZero();
    }

    /** Sends a hostile record and a good one; returns the dead letter of the former. */
    private ConsumerRecord<byte[], byte[]> deadLetterOf(ProducerRecord<byte[], byte[]> hostile) throws Exception {
        send(hostile);
        send(record(good(1)));
        Eventually.holds("one scored, one dead", () -> scored.count() == 1 && dead.count() == 1);
        assertThat(scorer.failedThreads()).isZero();
        return dead.records().get(0);
    }

    private static byte[] good(int sequence) {
        return Codecs.ROLLOUTS.encode(RolloutSamples.rollout(sequence, "p0", "yes"));
    }

    private static byte[] value(GenericRecord rollout) {
        return GenericValues.write(SchemaIds.RELEASED.newest(TopicCatalogue.ROLLOUTS), rollout);
    }

    private ProducerRecord<byte[], byte[]> record(byte[] value) {
        return new ProducerRecord<>(names.rollouts(), KEY, value);
    }

    private void send(ProducerRecord<byte[], byte[]> record) throws ExecutionException, InterruptedException {
        producer.send(record).get();
    }

    /** A record that says to have no timestamp, as clients of other languages can write it. */
    private static final class WithoutTimestamp extends ProducerRecord<byte[], byte[]> {
        WithoutTimestamp(String topic, byte[] key, byte[] value) {
            super(topic, key, value);
        }

        @Override
        public Long timestamp() {
            return -1L;
        }
    }
}
