package dev.factstream.learner.alarm;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.TopicScanner;
import dev.factstream.schemas.drift.DriftRecord;
import dev.factstream.schemas.drift.StreamAlarms;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.MalformedRecordException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code reward-drift} from its beginning, without a consumer group, into the alarms of some streams. Not
 * thread-safe.
 */
final class DriftAlarmReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DriftAlarmReader.class);
    private static final Duration WAIT = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<StreamAlarms> streams;

    /** @throws dev.factstream.runtime.kafka.MissingTopicException if the topic does not exist */
    DriftAlarmReader(KafkaClients clients, TopicNames names, List<StreamAlarms> streams) {
        this.streams = streams;
        consumer = new KafkaConsumer<>(clients.consumer("factstream-learner-alarms"));
        try {
            List<TopicPartition> partitions = TopicScanner.partitions(consumer, names.rewardDrift());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** Reads up to the current end of the topic. */
    void catchUp() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        do {
            read(WAIT);
        } while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue()));
    }

    /** Reads new records without waiting. */
    void poll() {
        read(Duration.ZERO);
    }

    private void read(Duration timeout) {
        for (ConsumerRecord<byte[], byte[]> raw : consumer.poll(timeout)) {
            try {
                DriftRecord record = Codecs.DRIFT.decode(raw.value());
                streams.forEach(stream -> stream.take(record));
            } catch (MalformedRecordException e) {
                LOG.warn("Skipped {}-{}@{}: {}", raw.topic(), raw.partition(), raw.offset(), e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
