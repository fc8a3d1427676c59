package dev.factstream.drift.reader;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.StartOffsets;
import dev.factstream.runtime.kafka.TopicFollower;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.MalformedRecordException;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the committed records of {@code reward-drift} and keeps all windows. Not thread-safe. */
public final class DriftTopicReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DriftTopicReader.class);
    private static final Duration WAIT = Duration.ofMillis(100);

    private final TopicFollower drift;
    private final DriftWindows windows = new DriftWindows();

    /** Reads the topic from its beginning. @throws dev.factstream.runtime.kafka.MissingTopicException if it does not exist */
    public DriftTopicReader(KafkaClients clients, TopicNames names) {
        drift = TopicFollower.open(
                clients.consumer("factstream-drift-reader"), StartOffsets.beginning(), names.rewardDrift());
    }

    /** Reads the records added since the last call; waits a moment for one if there is none. */
    public void read() {
        drift.poll(WAIT, this::add);
        drift.readToEnd(this::add);
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
        drift.close();
    }
}
