package dev.factstream.learner.ledger;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.TopicScanner;
import dev.factstream.schemas.Sha256;
import dev.factstream.schemas.ledger.InputCoordinate;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.MalformedRecordException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the inputs of versions back from {@code scored-rollouts}, and compares their bytes with the hashes in the
 * ledger. Kafka's own checksums are disabled: they cover a batch of records, and a mismatch would stop the reader at
 * the first record of the batch even if another one is damaged. Not thread-safe; close it.
 */
public final class LedgerInputReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;
    private final Map<TopicPartition, Long> begins;
    private final Map<TopicPartition, Long> ends;

    /** @throws dev.factstream.runtime.kafka.MissingTopicException if the topic does not exist */
    public LedgerInputReader(KafkaClients clients, TopicNames names) {
        Map<String, Object> properties = clients.scanner("factstream-inputs");
        properties.put(ConsumerConfig.CHECK_CRCS_CONFIG, "false");
        topic = names.scoredRollouts();
        consumer = new KafkaConsumer<>(properties);
        try {
            List<TopicPartition> partitions = TopicScanner.partitions(consumer, topic);
            begins = consumer.beginningOffsets(partitions);
            ends = consumer.endOffsets(partitions);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** Describes the first of {@code inputs} that retention has deleted from the log; empty if none is deleted. */
    public Optional<String> firstDeleted(Collection<InputCoordinate> inputs) {
        return inputs.stream()
                .filter(this::deleted)
                .findFirst()
                .map(input -> describe(input) + " is deleted: its partition begins at offset "
                        + begins.get(partition(input)));
    }

    /** The stored inputs at these coordinates, in the same order. */
    public List<StoredInput> read(List<InputCoordinate> inputs) {
        Map<InputCoordinate, StoredInput> found = new HashMap<>();
        Map<TopicPartition, TreeMap<Long, InputCoordinate>> wanted =
                new TreeMap<>(Comparator.comparing(TopicPartition::partition));
        for (InputCoordinate input : inputs) {
            if (begins.containsKey(partition(input)) && !deleted(input)) {
                wanted.computeIfAbsent(partition(input), partition -> new TreeMap<>())
                        .put(input.offset(), input);
            }
        }
        wanted.forEach((partition, byOffset) -> read(partition, byOffset, found));
        Function<InputCoordinate, StoredInput> missing = input ->
                StoredInput.lost(input, firstDeleted(List.of(input)).orElse(describe(input) + " does not exist"));
        return inputs.stream()
                .map(input -> Optional.ofNullable(found.get(input)).orElseGet(() -> missing.apply(input)))
                .toList();
    }

    private void read(
            TopicPartition partition, TreeMap<Long, InputCoordinate> wanted, Map<InputCoordinate, StoredInput> found) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, wanted.firstKey());
        while (!wanted.isEmpty() && consumer.position(partition) < ends.get(partition)) {
            try {
                for (ConsumerRecord<byte[], byte[]> raw : consumer.poll(POLL)) {
                    InputCoordinate input = wanted.remove(raw.offset());
                    if (input != null) {
                        found.put(input, compare(input, raw.value()));
                    }
                }
                wanted.headMap(consumer.position(partition)).clear(); // skipped by the consumer: they do not exist
            } catch (KafkaException e) {
                // a record cannot be decompressed; skip it if it is not a wanted one
                if (consumer.position(partition) >= wanted.firstKey()) {
                    InputCoordinate input = wanted.pollFirstEntry().getValue();
                    found.put(input, StoredInput.lost(input, describe(input) + " cannot be read: " + e.getMessage()));
                }
                if (!wanted.isEmpty()) {
                    consumer.seek(partition, wanted.firstKey());
                }
            }
        }
    }

    private StoredInput compare(InputCoordinate input, byte[] value) {
        if (value == null) {
            return StoredInput.lost(input, describe(input) + " is empty");
        }
        String sha256 = Sha256.hex(value);
        Optional<String> changed = input.sha256()
                .filter(recorded -> !recorded.equals(sha256))
                .map(recorded -> describe(input) + " has sha256 " + sha256 + ", but the ledger names " + recorded);
        try {
            ScoredRollout scored = Codecs.SCORED.decode(value);
            String rolloutId = scored.rollout().rolloutId();
            Optional<String> fault = changed.or(() -> rolloutId.equals(input.rolloutId())
                    ? Optional.empty()
                    : Optional.of(describe(input) + " contains another rollout, " + rolloutId));
            return new StoredInput(input, Optional.of(scored), fault);
        } catch (MalformedRecordException e) {
            return StoredInput.lost(input, changed.orElse(describe(input)) + "; " + e.getMessage());
        }
    }

    private boolean deleted(InputCoordinate input) {
        return input.offset() < begins.getOrDefault(partition(input), 0L);
    }

    private TopicPartition partition(InputCoordinate input) {
        return new TopicPartition(topic, input.partition());
    }

    private String describe(InputCoordinate input) {
        return "rollout " + input.rolloutId() + " at " + partition(input) + "@" + input.offset();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
