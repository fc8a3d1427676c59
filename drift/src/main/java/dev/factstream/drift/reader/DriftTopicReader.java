package dev.factstream.drift.reader;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.TopicFollower;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.MalformedRecordException;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the committed records of {@code reward-drift} and {@code open-windows} and keeps the newest windows of each stream. It begins
 * {@value DriftWindows#MOST_RECORDS} records before the end of {@code reward-drift}, so a start takes the same time however old the
 * runs are. Not thread-safe.
 */
public final class DriftTopicReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DriftTopicReader.class);
    private static final int MOST_STREAMS = 1_000;
    private static final int MOST_WINDOWS = 2_000;
    private static final Duration WAIT = Duration.ofMillis(100);

    private final TopicFollower drift;
    private final DriftWindows windows = new DriftWindows(MOST_STREAMS, MOST_WINDOWS);

    /** @throws dev.factstream.runtime.kafka.MissingTopicException if {@code reward-drift} does not exist */
    public DriftTopicReader(KafkaClients clients, TopicNames names) {
        drift = TopicFollower.open(
                clients.consumer("factstream-drift-reader"), DriftWindows.startOfClosed(), names.rewardDrift());
        drift.followIfPresent(
                names.openWindows(), DriftWindows.startOfOpen()); // builds before this topic did not have it
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
