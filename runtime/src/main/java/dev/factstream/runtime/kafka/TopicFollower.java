package dev.factstream.runtime.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Follows topics from a position on, without a consumer group, and only committed records. It passes records on and keeps none.
 * Partitions that are added to a topic later are not followed. Not thread-safe, except for {@link #wakeup}; close it.
 */
public final class TopicFollower implements AutoCloseable {
    private final Map<String, Object> properties;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions = new ArrayList<>();

    /** The ends of the partitions, as of the start of following them, that have not been reached yet. */
    private final Map<TopicPartition, Long> unreached = new HashMap<>();

    /** @param properties of {@link KafkaClients#consumer(String)} */
    public TopicFollower(Map<String, Object> properties) {
        this.properties = Map.copyOf(properties);
        consumer = new KafkaConsumer<>(this.properties);
    }

    /**
     * Returns a follower of {@code topics}.
     *
     * @param properties of {@link KafkaClients#consumer(String)}
     * @throws MissingTopicException if one of the topics does not exist
     */
    public static TopicFollower open(Map<String, Object> properties, StartOffsets start, String... topics) {
        TopicFollower follower = new TopicFollower(properties);
        try {
            for (String topic : topics) {
                follower.follow(topic, start);
            }
            return follower;
        } catch (RuntimeException e) {
            follower.close();
            throw e;
        }
    }

    /**
     * Follows a further topic.
     *
     * @throws MissingTopicException if it does not exist
     */
    public void follow(String topic, StartOffsets start) {
        if (!followIfPresent(topic, start)) {
            throw new MissingTopicException(topic);
        }
    }

    /** Follows a further topic; returns whether it exists. */
    public boolean followIfPresent(String topic, StartOffsets start) {
        Optional<List<TopicPartition>> found = TopicScanner.partitions(consumer, topic);
        if (found.isEmpty()) {
            return false;
        }
        List<TopicPartition> added = found.get();
        Map<TopicPartition, Long> ends = consumer.endOffsets(added);
        Map<TopicPartition, Long> offsets = start.of(consumer, added);
        partitions.addAll(added);
        unreached.putAll(ends);
        consumer.assign(partitions); // those followed already keep their positions
        offsets.forEach(consumer::seek);
        return true;
    }

    /** Passes new records to {@code reader}; waits at most {@code timeout} if there are none. Returns the number of records. */
    public int poll(Duration timeout, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(timeout);
        records.forEach(reader);
        return records.count();
    }

    /**
     * Passes records to {@code reader} up to the current end of every topic, at least.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException if the brokers deliver nothing for {@code default.api.timeout.ms}
     */
    public void readToEnd(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        TopicScanner.readTo(consumer.endOffsets(partitions), consumer, new ReadTimeout(properties), reader);
    }

    /** Returns whether the records that every topic had when this follower began with it have been passed on. */
    public boolean isCaughtUp() {
        unreached.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        return unreached.isEmpty();
    }

    /** Returns the followed partitions, in the order of the topics and of their numbers. */
    public List<TopicPartition> partitions() {
        return List.copyOf(partitions);
    }

    /** Returns the number of records that have not been passed on yet, as far as the last fetches know. */
    public long lag() {
        return partitions.stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
    }

    /** Makes a blocked {@link #poll} throw a {@link org.apache.kafka.common.errors.WakeupException}; callable from any thread. */
    public void wakeup() {
        consumer.wakeup();
    }

    /** Returns at once: there is no group to leave, and a fetch in progress is abandoned. */
    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
