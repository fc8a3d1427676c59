package dev.factstream.data.publish;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.TopicScanner;
import dev.factstream.schemas.wire.RecordKeys;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Finds the keys of a compacted topic. */
final class PublishedKeys {
    private PublishedKeys() {}

    /** Reads {@code topic} from its beginning to its current end offsets. Blocks until it has read them. */
    static Set<String> of(KafkaClients clients, String topic) {
        Set<String> keys = new HashSet<>();
        new TopicScanner(clients).read(topic, record -> apply(record, keys));
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
