package dev.factstream.runtime.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The offsets of the records that a topic has, by partition. Reads no records. Not thread-safe; close it. */
public final class OffsetRanges implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;
    private final Map<TopicPartition, Long> begins = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    /** The topic may be created later. */
    public OffsetRanges(KafkaClients clients, String clientId, String topic) {
        this.topic = topic;
        consumer = new KafkaConsumer<>(clients.scanner(clientId));
        try {
            refresh();
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** Takes over the offsets as they are now. */
    public void refresh() {
        List<TopicPartition> partitions =
                TopicScanner.partitions(consumer, topic).orElse(List.of());
        begins.clear();
        begins.putAll(consumer.beginningOffsets(partitions));
        ends.clear();
        ends.putAll(consumer.endOffsets(partitions));
    }

    /**
     * Returns whether an offset lay in the range of a partition at the last {@link #refresh}.
     *
     * @throws MissingTopicException if the topic did not exist then
     */
    public boolean contains(int partition, long offset) {
        if (ends.isEmpty()) {
            throw new MissingTopicException(topic);
        }
        TopicPartition source = new TopicPartition(topic, partition);
        return ends.containsKey(source) && offset >= begins.get(source) && offset < ends.get(source);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
