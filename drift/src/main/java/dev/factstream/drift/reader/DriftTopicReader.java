package dev.factstream.drift.reader;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.TopicScanner;
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

/** Reads the committed records of {@code reward-drift} and keeps all windows. Not thread-safe. */
public final class DriftTopicReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DriftTopicReader.class);
    private static final Duration WAIT = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final DriftWindows windows = new DriftWindows();

    /** Reads the topic from its beginning. @throws dev.factstream.runtime.kafka.MissingTopicException if it does not exist */
    public DriftTopicReader(KafkaClients clients, TopicNames names) {
        consumer = new KafkaConsumer<>(clients.consumer("factstream-drift-reader"));
        try {
            List<TopicPartition> partitions = TopicScanner.partitions(consumer, names.rewardDrift());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** Reads the records added since the last call. */
    public void read() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        do {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(WAIT)) {
                add(record);
            }
        } while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue()));
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        try {
            windows.add(Codecs.DRIFT.decode(record.value()));
        } catch (MalformedRecordException e) {
            LOG.warn("Skipped {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), e.getMessage());
        }
    }

    /** The windows read so far. */
    public DriftWindows windows() {
        return windows;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
