package dev.factstream.runtime.kafka;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads a topic once, from its beginning to its end at the time of the call, and only committed records. Thread-safe.
 */
public final class TopicScanner {

    private final KafkaClients clients;

    public TopicScanner(KafkaClients clients) {
        this.clients = clients;
    }

    /**
     * Passes every record of {@code topic} to {@code reader}, in order within each partition.
     *
     * @throws MissingTopicException if the topic does not exist
     */
    public void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(clients.scanner("factstream-scan"))) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(reader);
            }
        }
    }

    /** The partitions of an existing topic, in order. */
    public static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        if (found == null || found.isEmpty()) {
            throw new MissingTopicException(topic);
        }
        return found.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .sorted(Comparator.comparing(TopicPartition::partition))
                .toList();
    }
}
