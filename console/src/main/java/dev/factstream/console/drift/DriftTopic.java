package dev.factstream.console.drift;

import dev.factstream.learner.log.TopicScan;
import dev.factstream.schemas.drift.DriftRecord;
import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.MalformedRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a reader of committed records has seen of {@code reward-drift}: of each window and component the newest. Not thread-safe. */
public final class DriftTopic implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DriftTopic.class);
    private static final Duration WAIT = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final SortedMap<String, NavigableMap<Long, SortedMap<String, DriftRecord>>> streams = new TreeMap<>();

    /** Reads the topic from its beginning; @throws dev.factstream.learner.log.MissingTopicException if there is none */
    public DriftTopic(KafkaClients clients, TopicNames names) {
        consumer = new KafkaConsumer<>(clients.consumer("factstream-drift-reader"));
        try {
            List<TopicPartition> partitions = TopicScan.partitions(consumer, names.rewardDrift());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** Reads what has come since the last time. */
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
            DriftRecord drift = Codecs.DRIFT.decode(record.value());
            streams.computeIfAbsent(drift.stream(), stream -> new TreeMap<>())
                    .computeIfAbsent(drift.window(), window -> new TreeMap<>())
                    .put(drift.component(), drift);
        } catch (MalformedRecordException e) {
            LOG.warn("Left out {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), e.getMessage());
        }
    }

    /** The streams there are windows of, in order. */
    public List<String> streams() {
        return List.copyOf(streams.keySet());
    }

    /** The windows of a stream by number, each by component; none if nobody has seen the stream. */
    public NavigableMap<Long, SortedMap<String, DriftRecord>> windows(String stream) {
        return streams.getOrDefault(stream, new TreeMap<>());
    }

    /** What sums up each window of a stream, in order. */
    public List<DriftRecord> summaries(String stream) {
        List<DriftRecord> summaries = new ArrayList<>();
        windows(stream).values().forEach(window -> {
            if (window.containsKey(DriftRecord.FINDINGS)) {
                summaries.add(window.get(DriftRecord.FINDINGS));
            }
        });
        return summaries;
    }

    /** How many rollouts are in all windows of a stream. */
    public long rollouts(String stream) {
        return summaries(stream).stream().mapToLong(DriftRecord::rollouts).sum();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
