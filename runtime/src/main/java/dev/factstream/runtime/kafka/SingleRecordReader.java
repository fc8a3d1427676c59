package dev.factstream.runtime.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads single records of a topic by partition and offset, in any order, and nothing else: where each record is a batch, the network
 * carries little more than the records that are read. {@link RecordLookup} is for records that lie close together. Not thread-safe;
 * close it.
 */
public final class SingleRecordReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SingleRecordReader.class);
    private static final Duration WAIT = Duration.ofMillis(200);

    private final Map<String, Object> properties;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;
    private final List<TopicPartition> partitions;

    /** @throws MissingTopicException if the topic does not exist */
    public SingleRecordReader(KafkaClients clients, String clientId, String topic) {
        properties = clients.singleRecordConsumer(clientId);
        this.topic = topic;
        consumer = new KafkaConsumer<>(properties);
        try {
            partitions = TopicScanner.partitions(consumer, topic).orElseThrow(() -> new MissingTopicException(topic));
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /**
     * Returns the value of a record; empty if there is none at that position, or if it is corrupt, which is logged.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException if the brokers deliver nothing for {@code default.api.timeout.ms}
     */
    public Optional<byte[]> read(int partition, long offset) {
        TopicPartition source = new TopicPartition(topic, partition);
        if (!partitions.contains(source)) {
            return Optional.empty();
        }
        if (!consumer.assignment().contains(source)) {
            consumer.assign(List.of(source));
        }
        consumer.seek(source, offset);
        ReadTimeout timeout = new ReadTimeout(properties);
        try {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(WAIT)) {
                    return record.offset() == offset ? Optional.ofNullable(record.value()) : Optional.empty();
                }
                if (consumer.endOffsets(List.of(source)).get(source) <= offset) {
                    return Optional.empty();
                }
                timeout.check(consumer.position(source), List.of(source));
            }
        } catch (OffsetOutOfRangeException e) {
            LOG.debug("{} has no offset {}", source, offset, e);
            return Optional.empty();
        } catch (ApiException | InterruptException e) {
            throw e; // of the broker or of this thread, not of a record
        } catch (KafkaException e) {
            LOG.warn("The record at offset {} of {} cannot be read", offset, source, e);
            return Optional.empty();
        }
    }

    /** Returns the number of bytes that the consumer has received from the network, of all responses. */
    public long receivedBytes() {
        return consumer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("incoming-byte-total")
                        && metric.getKey().group().equals("consumer-metrics"))
                .mapToLong(metric -> ((Number) metric.getValue().metricValue()).longValue())
                .sum();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
