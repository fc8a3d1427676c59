package dev.factstream.learner.ledger;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.RecordLookup;
import dev.factstream.schemas.Sha256;
import dev.factstream.schemas.ledger.InputCoordinate;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.MalformedRecordException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Reads the inputs of versions back from {@code scored-rollouts}, and compares their bytes with the hashes in the
 * ledger. Kafka's own checksums are disabled: they cover a batch of records, and a mismatch would stop the reader at
 * the first record of the batch even if another one is damaged. Not thread-safe; close it.
 */
public final class LedgerInputReader implements AutoCloseable {

    private final RecordLookup lookup;
    private final String topic;

    /** @throws dev.factstream.runtime.kafka.MissingTopicException if the topic does not exist */
    public LedgerInputReader(KafkaClients clients, TopicNames names) {
        Map<String, Object> properties = clients.scanner("factstream-inputs");
        properties.put(ConsumerConfig.CHECK_CRCS_CONFIG, "false");
        topic = names.scoredRollouts();
        lookup = new RecordLookup(properties, topic);
    }

    /** Describes the first of {@code inputs} that retention has deleted from the log; empty if none is deleted. */
    public Optional<String> firstDeleted(Collection<InputCoordinate> inputs) {
        return inputs.stream()
                .filter(this::deleted)
                .findFirst()
                .map(input -> describe(input) + " is deleted: its partition begins at offset " + begin(input));
    }

    /** The stored inputs at these coordinates, in the same order. */
    public List<StoredInput> read(List<InputCoordinate> inputs) {
        Map<InputCoordinate, StoredInput> found = new HashMap<>();
        Map<Integer, Map<Long, InputCoordinate>> wanted = new TreeMap<>();
        for (InputCoordinate input : inputs) {
            if (!deleted(input)) {
                wanted.computeIfAbsent(input.partition(), partition -> new HashMap<>())
                        .put(input.offset(), input);
            }
        }
        wanted.forEach((partition, byOffset) -> lookup.read(
                partition,
                byOffset.keySet(),
                raw -> {
                    InputCoordinate input = byOffset.get(raw.offset());
                    found.put(input, compare(input, raw.value()));
                },
                (offset, e) -> {
                    InputCoordinate input = byOffset.get(offset);
                    found.put(input, StoredInput.lost(input, describe(input) + " cannot be read: " + e.getMessage()));
                }));
        Function<InputCoordinate, StoredInput> missing = input ->
                StoredInput.lost(input, firstDeleted(List.of(input)).orElse(describe(input) + " does not exist"));
        return inputs.stream()
                .map(input -> Optional.ofNullable(found.get(input)).orElseGet(() -> missing.apply(input)))
                .toList();
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
        return input.offset() < begin(input);
    }

    private long begin(InputCoordinate input) {
        return lookup.begin(input.partition()).orElse(0);
    }

    private String describe(InputCoordinate input) {
        return "rollout " + input.rolloutId() + " at " + topic + "-" + input.partition() + "@" + input.offset();
    }

    @Override
    public void close() {
        lookup.close();
    }
}
