package dev.factstream.dashboard;

import dev.factstream.runtime.kafka.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows topics by assignment, committed records only, starting a bounded number of records before their end. Waits for missing
 * topics and for an unavailable broker. For one thread.
 */
final class TopicTail implements AutoCloseable {
    /** Reads a topic from its beginning. */
    static final long EVERYTHING = Long.MAX_VALUE;

    private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);
    private static final Duration WAIT = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Long> missing;

    /** @param topics by name, the most records read of each partition before its current end */
    TopicTail(KafkaClients clients, Map<String, Long> topics) {
        consumer = new KafkaConsumer<>(clients.consumer("factstream-dashboard"));
        missing = new LinkedHashMap<>(topics);
    }

    /** Passes new records to {@code reader}; waits briefly if there are none. */
    void poll(Consumer<ConsumerRecord<byte[], byte[]>> reader) throws InterruptedException {
        try {
            find();
            if (consumer.assignment().isEmpty()) {
                Thread.sleep(WAIT.toMillis());
            } else {
                consumer.poll(WAIT).forEach(reader);
            }
        } catch (RetriableException e) {
            LOG.debug("Broker not available", e);
            Thread.sleep(WAIT.toMillis());
        }
    }

    private void find() {
        for (String topic : List.copyOf(missing.keySet())) {
            List<PartitionInfo> found = consumer.partitionsFor(topic, PATIENCE);
            if (found != null && !found.isEmpty()) {
                begin(
                        found.stream()
                                .map(info -> new TopicPartition(topic, info.partition()))
                                .toList(),
                        missing.get(topic));
                missing.remove(topic);
            }
        }
    }

    private void begin(List<TopicPartition> partitions, long most) {
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions, PATIENCE);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions, PATIENCE);
        Set<TopicPartition> all = new HashSet<>(consumer.assignment());
        all.addAll(partitions);
        consumer.assign(new ArrayList<>(all));
        partitions.forEach(
                partition -> consumer.seek(partition, Math.max(first.get(partition), end.get(partition) - most)));
    }

    /** The number of records not yet read, from the consumer's cached lags. */
    long behind() {
        return consumer.assignment().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
    }

    /** The topics that do not exist yet. */
    Set<String> missing() {
        return Set.copyOf(missing.keySet());
    }

    /** Makes a blocked {@link #poll} throw; callable from any thread. */
    void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
