package dev.factstream.data.publish;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.schemas.wire.RecordKeys;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Finds the keys of a compacted topic. */
final class PublishedKeys {
    private static final Duration POLL = Duration.ofMillis(500);

    private PublishedKeys() {}

    /** Reads {@code topic} from its beginning to its current end offsets. Blocks until it has read them. */
    static Set<String> of(KafkaClients clients, String topic) {
        Set<String> keys = new HashSet<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(clients.scanner("data-publish"))) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    apply(record, keys);
                }
            }
        }
        return keys;
    }

    private static void apply(ConsumerRecord<byte[], byte[]> record, Set<String> keys) {
        String key = RecordKeys.text(record.key());
        if (record.value() == null) {
            keys.remove(key);
        } else {
            keys.add(key);
        }
    }
}
