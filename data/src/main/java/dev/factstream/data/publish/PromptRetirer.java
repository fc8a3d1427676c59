package dev.factstream.data.publish;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.TopicScanner;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.MalformedRecordException;
import dev.factstream.schemas.wire.RecordKeys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Retires questions by tombstones on {@code prompt-pool}. Their facts stay, because issued tickets still need them.
 * Blocking; keeps promptIds only. Not thread-safe.
 */
public final class PromptRetirer {
    private final KafkaClients clients;
    private final TopicNames topics;

    public PromptRetirer(KafkaClients clients, TopicNames topics) {
        this.clients = clients;
        this.topics = topics;
    }

    /**
     * Retires those of {@code promptIds} that are in the pool.
     *
     * @return the promptIds that were not in the pool, in order
     * @throws PublishException if the broker does not accept a record
     */
    public List<String> retire(Collection<String> promptIds) {
        Set<String> pooled = PublishedKeys.of(clients, topics.promptPool());
        Set<String> distinct = new LinkedHashSet<>(promptIds);
        send(distinct.stream().filter(pooled::contains).toList());
        return distinct.stream().filter(promptId -> !pooled.contains(promptId)).toList();
    }

    /**
     * Retires all questions of a source.
     *
     * @return their number
     * @throws PublishException if the broker does not accept a record
     */
    public int retireSource(String source) {
        Set<String> found = new LinkedHashSet<>();
        new TopicScanner(clients).read(topics.promptPool(), record -> {
            String promptId = RecordKeys.text(record.key());
            if (record.value() != null && isOf(source, record.value())) {
                found.add(promptId);
            } else {
                found.remove(promptId);
            }
        });
        send(found);
        return found.size();
    }

    private static boolean isOf(String source, byte[] value) {
        try {
            return Codecs.POOL.decode(value).source().filter(source::equals).isPresent();
        } catch (MalformedRecordException e) {
            return false; // no learner asks it either
        }
    }

    private void send(Collection<String> promptIds) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(clients.producer("data-retire"))) {
            promptIds.forEach(promptId -> sent.add(
                    producer.send(new ProducerRecord<>(topics.promptPool(), RecordKeys.bytes(promptId), null))));
            PromptPublisher.awaitAll(producer, sent, topics.promptPool());
        }
    }
}
