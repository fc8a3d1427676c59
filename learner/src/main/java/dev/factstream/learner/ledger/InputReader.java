package dev.factstream.learner.ledger;

import dev.factstream.learner.log.TopicScan;
import dev.factstream.schemas.Sha256;
import dev.factstream.schemas.ledger.InputCoordinate;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.settings.KafkaClients;
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
 * Reads the inputs of versions back from {@code scored-rollouts}, and compares their bytes with what the ledger says of
 * them. Kafka's own checksums are not looked at: they cover a batch of records, and would stop the reader at its first
 * record, whichever is damaged. Not thread-safe; close it.
 */
public final class InputReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;
    private final Map<TopicPartition, Long> begins;
    private final Map<TopicPartition, Long> ends;

    /** @throws dev.factstream.learner.log.MissingTopicException if there is no such topic */
    public InputReader(KafkaClients clients, TopicNames names) {
        Map<String, Object> properties = clients.scanner("factstream-inputs");
        properties.put(ConsumerConfig.CHECK_CRCS_CONFIG, "false");
        topic = names.scoredRollouts();
        consumer = new KafkaConsumer<>(properties);
        try {
            List<TopicPartition> partitions = TopicScan.partitions(consumer, topic);
            begins = consumer.beginningOffsets(partitions);
            ends = consumer.endOffsets(partitions);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** The first of {@code inputs} that the log no longer reaches back to, in words; empty if all are there. */
    public Optional<String> gone(Collection<InputCoordinate> inputs) {
        return inputs.stream()
                .filter(this::gone)
                .findFirst()
                .map(input -> place(input) + " is gone: that log begins at " + begins.get(partition(input)));
    }

    /** What lies at these coordinates, in their order. */
    public List<StoredInput> read(List<InputCoordinate> inputs) {
        Map<InputCoordinate, StoredInput> found = new HashMap<>();
        Map<TopicPartition, TreeMap<Long, InputCoordinate>> wanted =
                new TreeMap<>(Comparator.comparing(TopicPartition::partition));
        for (InputCoordinate input : inputs) {
            if (begins.containsKey(partition(input)) && !gone(input)) {
                wanted.computeIfAbsent(partition(input), partition -> new TreeMap<>())
                        .put(input.offset(), input);
            }
        }
        wanted.forEach((partition, byOffset) -> read(partition, byOffset, found));
        Function<InputCoordinate, StoredInput> missing =
                input -> StoredInput.lost(input, gone(List.of(input)).orElse("nothing lies at " + place(input)));
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
                wanted.headMap(consumer.position(partition)).clear(); // passed over: it is not there
            } catch (KafkaException e) {
                // something there cannot even be unpacked; if it is nothing that is wanted, go around it
                if (consumer.position(partition) >= wanted.firstKey()) {
                    InputCoordinate input = wanted.pollFirstEntry().getValue();
                    found.put(input, StoredInput.lost(input, place(input) + " cannot be read: " + e.getMessage()));
                }
                if (!wanted.isEmpty()) {
                    consumer.seek(partition, wanted.firstKey());
                }
            }
        }
    }

    private StoredInput compare(InputCoordinate input, byte[] value) {
        if (value == null) {
            return StoredInput.lost(input, place(input) + " is empty");
        }
        String sha256 = Sha256.hex(value);
        Optional<String> changed = input.sha256()
                .filter(then -> !then.equals(sha256))
                .map(then -> place(input) + " has sha256 " + sha256 + ", the ledger says " + then);
        try {
            ScoredRollout scored = Codecs.SCORED.decode(value);
            String rolloutId = scored.rollout().rolloutId();
            Optional<String> fault = changed.or(() -> rolloutId.equals(input.rolloutId())
                    ? Optional.empty()
                    : Optional.of(place(input) + " is rollout " + rolloutId));
            return new StoredInput(input, Optional.of(scored), fault);
        } catch (MalformedRecordException e) {
            return StoredInput.lost(input, changed.orElse(place(input)) + "; " + e.getMessage());
        }
    }

    private boolean gone(InputCoordinate input) {
        return input.offset() < begins.getOrDefault(partition(input), 0L);
    }

    private TopicPartition partition(InputCoordinate input) {
        return new TopicPartition(topic, input.partition());
    }

    private String place(InputCoordinate input) {
        return "rollout " + input.rolloutId() + " at " + partition(input) + "@" + input.offset();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
