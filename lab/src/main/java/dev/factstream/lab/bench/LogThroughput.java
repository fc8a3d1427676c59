package dev.factstream.lab.bench;

import dev.factstream.lab.samples.SampleRollouts;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.StartOffsets;
import dev.factstream.runtime.kafka.TopicFollower;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Measures the rollouts per second that are encoded, written, read and decoded. For one thread. */
public final class LogThroughput {
    private static final int PICTURES = 24;
    private static final long SEED = 1;
    private static final Duration WAIT = Duration.ofMillis(100);

    private final KafkaClients clients;
    private final String topic;
    private final List<Rollout> rollouts;

    /**
     * @param names the names of existing topics
     * @param count rollouts written and read per round
     */
    public LogThroughput(KafkaClients clients, TopicNames names, int count) {
        this.clients = clients;
        topic = names.rollouts();
        SampleRollouts samples = new SampleRollouts("bench", PICTURES, SEED);
        rollouts = IntStream.range(0, count).mapToObj(samples::rollout).toList();
    }

    /** The size of the encoded rollouts of a round. */
    public long bytes() {
        return rollouts.stream()
                .mapToLong(rollout -> Codecs.ROLLOUTS.encode(rollout).length)
                .sum();
    }

    /** Returns the median rate in rollouts. @param round receives the number and the rate of each round */
    public Rate measure(RepeatedMeasurement measurement, BiConsumer<Integer, Rate> round) {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(clients.producer("bench"));
                TopicFollower reader =
                        TopicFollower.open(clients.consumer("bench-reader"), StartOffsets.beginning(), topic)) {
            return measurement.run(rollouts.size(), () -> pass(producer, reader), round);
        }
    }

    private void pass(Producer<byte[], byte[]> producer, TopicFollower reader) {
        rollouts.forEach(rollout -> producer.send(new ProducerRecord<>(
                topic, RecordKeys.bytes(rollout.question().promptId()), Codecs.ROLLOUTS.encode(rollout))));
        producer.flush();
        for (int read = 0; read < rollouts.size(); ) {
            read += reader.poll(WAIT, record -> Codecs.ROLLOUTS.decode(record.value()));
        }
    }
}
