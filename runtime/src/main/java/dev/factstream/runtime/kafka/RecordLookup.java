package dev.factstream.runtime.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Reads records of a topic by partition and offset, among those that the topic has when the lookup is opened. Its consumer stays open
 * between calls. Not thread-safe; close it.
 */
public final class RecordLookup implements AutoCloseable {
    private static final Duration WAIT = Duration.ofMillis(200);
    /** Records up to the next wanted one are read if they are fewer; otherwise they are jumped over, which drops what was fetched. */
    private static final long MAX_READ_OVER = 5_000;

    private final Map<String, Object> properties;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;
    private final Map<TopicPartition, Long> begins = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    /**
     * @param properties of {@link KafkaClients#scanner(String)}
     * @throws MissingTopicException if the topic does not exist
     */
    public RecordLookup(Map<String, Object> properties, String topic) {
        this.properties = Map.copyOf(properties);
        this.topic = topic;
        consumer = new KafkaConsumer<>(this.properties);
        try {
            List<TopicPartition> partitions =
                    TopicScanner.partitions(consumer, topic).orElseThrow(() -> new MissingTopicException(topic));
            begins.putAll(consumer.beginningOffsets(partitions));
            ends.putAll(consumer.endOffsets(partitions));
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** Returns the offset of the oldest record that retention has left in a partition; empty if the partition does not exist. */
    public OptionalLong begin(int partition) {
        Long begin = begins.get(new TopicPartition(topic, partition));
        return begin == null ? OptionalLong.empty() : OptionalLong.of(begin);
    }

    /**
     * Passes the records at {@code offsets} to {@code found}, in order. Offsets without a record are left out: they are deleted, hold a
     * marker of a transaction, or are beyond the end.
     *
     * @param unreadable receives each offset whose record the consumer cannot read, and the reason
     * @throws org.apache.kafka.common.errors.TimeoutException if the brokers deliver nothing for {@code default.api.timeout.ms}
     */
    public void read(
            int partition,
            Collection<Long> offsets,
            Consumer<ConsumerRecord<byte[], byte[]>> found,
            BiConsumer<Long, KafkaException> unreadable) {
        TopicPartition source = new TopicPartition(topic, partition);
        TreeSet<Long> wanted = new TreeSet<>(offsets);
        if (wanted.isEmpty() || !ends.containsKey(source)) {
            return;
        }
        ReadTimeout timeout = new ReadTimeout(properties);
        consumer.assign(List.of(source));
        consumer.seek(source, wanted.first());
        while (!wanted.isEmpty() && consumer.position(source) < ends.get(source)) {
            try {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(WAIT)) {
                    if (wanted.remove(record.offset())) {
                        found.accept(record);
                    }
                }
                wanted.headSet(consumer.position(source)).clear(); // the consumer has passed them: they do not exist
                if (!wanted.isEmpty() && wanted.first() - consumer.position(source) > MAX_READ_OVER) {
                    consumer.seek(source, wanted.first());
                }
                timeout.check(consumer.position(source), List.of(source));
            } catch (ApiException | InterruptException e) {
                throw e; // of the broker or of this thread, not of a record
            } catch (KafkaException e) {
                // a record of this batch cannot be decompressed: skip it if it is not a wanted one
                if (consumer.position(source) >= wanted.first()) {
                    unreadable.accept(wanted.pollFirst(), e);
                }
                if (!wanted.isEmpty()) {
                    consumer.seek(source, wanted.first());
                }
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
