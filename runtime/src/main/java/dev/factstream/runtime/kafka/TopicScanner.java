package dev.factstream.runtime.kafka;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads a topic once, up to its end at the time of the call, and only committed records. It passes records on and keeps none, so it
 * needs the memory of a few fetches however long the topic is. Thread-safe; each call has a consumer of its own.
 */
public final class TopicScanner {
    private static final Duration WAIT = Duration.ofMillis(200);

    /** The default of {@code transaction.timeout.ms}, and the interval at which brokers check it. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(70);

    private final Map<String, Object> properties;
    private final boolean waitsForTransactions;

    /** A scanner that ends before the first transaction that is open, so it may miss records that were committed after its begin. */
    public TopicScanner(KafkaClients clients) {
        this(clients, false);
    }

    private TopicScanner(KafkaClients clients, boolean waitsForTransactions) {
        properties = Map.copyOf(clients.scanner("factstream-scan"));
        this.waitsForTransactions = waitsForTransactions;
    }

    /**
     * A scanner that misses no committed record: it waits until the transactions have ended that are open when a call begins, of
     * whatever producer. Brokers end a transaction after its timeout, a minute by default.
     */
    public static TopicScanner waitingForTransactions(KafkaClients clients) {
        return new TopicScanner(clients, true);
    }

    /**
     * Passes every record of {@code topic} to {@code reader}, in order within each partition.
     *
     * @throws MissingTopicException if the topic does not exist
     * @throws org.apache.kafka.common.errors.TimeoutException if the brokers deliver nothing for {@code default.api.timeout.ms}
     */
    public void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        read(topic, StartOffsets.beginning(), reader);
    }

    /** As {@link #read(String, Consumer)}, from the records at {@code start}. */
    public void read(String topic, StartOffsets start, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties)) {
            List<TopicPartition> partitions =
                    partitions(consumer, topic).orElseThrow(() -> new MissingTopicException(topic));
            Map<TopicPartition, Long> ends =
                    waitsForTransactions ? endsWithTransactions(partitions) : consumer.endOffsets(partitions);
            consumer.assign(partitions);
            start.of(consumer, partitions).forEach(consumer::seek);
            ReadTimeout timeout =
                    new ReadTimeout(properties, waitsForTransactions ? LONGEST_TRANSACTION : Duration.ZERO);
            readTo(ends, consumer, timeout, record -> {
                if (record.offset() < ends.get(new TopicPartition(topic, record.partition()))) {
                    reader.accept(record);
                }
            });
        }
    }

    /** A consumer of committed records only knows the ends before the first open transaction. */
    private Map<TopicPartition, Long> endsWithTransactions(List<TopicPartition> partitions) {
        Map<String, Object> uncommitted = new HashMap<>(properties);
        uncommitted.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(uncommitted)) {
            return consumer.endOffsets(partitions);
        }
    }

    /** Polls until the consumer has reached {@code ends} in every partition. Records beyond them may be passed on too. */
    static void readTo(
            Map<TopicPartition, Long> ends,
            KafkaConsumer<byte[], byte[]> consumer,
            ReadTimeout timeout,
            Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        Map<TopicPartition, Long> left = new HashMap<>(ends);
        while (true) {
            left.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            if (left.isEmpty()) {
                return;
            }
            consumer.poll(WAIT).forEach(reader);
            timeout.check(left.keySet().stream().mapToLong(consumer::position).sum(), left.keySet());
        }
    }

    /** Returns the partitions of a topic, in order; empty if it does not exist. */
    static Optional<List<TopicPartition>> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        return found == null || found.isEmpty()
                ? Optional.empty()
                : Optional.of(found.stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .sorted(Comparator.comparing(TopicPartition::partition))
                        .toList());
    }
}
