package dev.factstream.learner.alarm;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.StartOffsets;
import dev.factstream.runtime.kafka.TopicFollower;
import dev.factstream.schemas.drift.DriftRecord;
import dev.factstream.schemas.drift.StreamAlarms;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.MalformedRecordException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the end of {@code reward-drift}, from {@value #MOST_RECORDS} records before it, without a consumer group, into the alarms of
 * some streams. An older alarm stands only if newer windows repeat it. Not thread-safe.
 */
final class DriftAlarmReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DriftAlarmReader.class);
    private static final long MOST_RECORDS = 20_000;

    private final TopicFollower drift;
    private final List<StreamAlarms> streams;

    /** @throws dev.factstream.runtime.kafka.MissingTopicException if the topic does not exist */
    DriftAlarmReader(KafkaClients clients, TopicNames names, List<StreamAlarms> streams) {
        this.streams = streams;
        drift = TopicFollower.open(
                clients.consumer("factstream-learner-alarms"), StartOffsets.last(MOST_RECORDS), names.rewardDrift());
    }

    /** Reads up to the current end of the topic. */
    void catchUp() {
        drift.readToEnd(this::take);
    }

    /** Reads new records without waiting. */
    void poll() {
        drift.poll(Duration.ZERO, this::take);
    }

    private void take(ConsumerRecord<byte[], byte[]> raw) {
        try {
            DriftRecord record = Codecs.DRIFT.decode(raw.value());
            streams.forEach(stream -> stream.take(record));
        } catch (MalformedRecordException e) {
            LOG.warn("Skipped {}-{}@{}: {}", raw.topic(), raw.partition(), raw.offset(), e.getMessage());
        }
    }

    @Override
    public void close() {
        drift.close();
    }
}
