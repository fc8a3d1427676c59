package dev.factstream.learner.batch;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.StartOffsets;
import dev.factstream.runtime.kafka.TopicFollower;
import dev.factstream.schemas.Sha256;
import dev.factstream.schemas.deadletter.DeadLetterCause;
import dev.factstream.schemas.deadletter.DeadLetters;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.HeaderText;
import dev.factstream.schemas.wire.MalformedRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the outcomes of tickets, which are scored rollouts and dead letters, without a consumer group: the checkpoint
 * holds the offsets. A scored record that cannot be decoded is sent to dead-letters, is read from there and closes its
 * ticket. Not thread-safe.
 */
public final class OutcomeReader implements AutoCloseable {

    private final TopicFollower outcomes;
    private final TopicNames names;
    private final String runId;
    private final List<PartitionPosition> positions = new ArrayList<>();

    /**
     * @param saved positions of the checkpoint; other partitions are read from their beginning. Empty for a run that has not issued a
     *     ticket: it begins at the end, because all earlier outcomes belong to other runs
     */
    public OutcomeReader(
            KafkaClients clients, TopicNames names, String runId, Optional<List<PartitionPosition>> saved) {
        this.names = names;
        this.runId = runId;
        Map<TopicPartition, PartitionPosition> known = new HashMap<>();
        saved.orElse(List.of())
                .forEach(position -> known.put(new TopicPartition(position.topic(), position.partition()), position));
        Map<TopicPartition, Long> begins = new HashMap<>();
        StartOffsets start = (consumer, partitions) -> {
            Map<TopicPartition, Long> ends = saved.isPresent() ? Map.of() : consumer.endOffsets(partitions);
            Map<TopicPartition, Long> offsets = new HashMap<>();
            partitions.forEach(partition -> offsets.put(
                    partition,
                    known.containsKey(partition) ? known.get(partition).lowest() : ends.getOrDefault(partition, 0L)));
            begins.putAll(offsets);
            return offsets;
        };
        outcomes = TopicFollower.open(
                clients.consumer("factstream-learner-outcomes"), start, names.scoredRollouts(), names.deadLetters());
        for (TopicPartition partition : outcomes.partitions()) {
            positions.add(known.getOrDefault(
                    partition,
                    new PartitionPosition(partition.topic(), partition.partition(), begins.get(partition), List.of())));
        }
    }

    /** The start position of each partition, as the {@link BatchAssembler} needs them. */
    public List<PartitionPosition> positions() {
        return List.copyOf(positions);
    }

    /**
     * Passes new records to {@code assembler}.
     *
     * @param rejected sends dead letters, which must be on the broker when it returns
     */
    public void poll(Duration timeout, BatchAssembler assembler, Consumer<ProducerRecord<byte[], byte[]>> rejected) {
        outcomes.poll(timeout, raw -> {
            TopicPartition source = new TopicPartition(raw.topic(), raw.partition());
            if (assembler.markRead(source, raw.offset())) {
                if (raw.topic().equals(names.deadLetters())) {
                    deadLetter(assembler, source, raw);
                } else {
                    scored(assembler, source, raw, rejected);
                }
            }
        });
    }

    private void deadLetter(BatchAssembler assembler, TopicPartition source, ConsumerRecord<byte[], byte[]> raw) {
        String ticketId = DeadLetters.cause(raw.headers()).ticketId().orElse("");
        if (ticketId.startsWith(runId + "/")) {
            assembler.closeDead(source, raw.offset(), ticketId);
        } else {
            assembler.resolve(source, raw.offset());
        }
    }

    private void scored(
            BatchAssembler assembler,
            TopicPartition source,
            ConsumerRecord<byte[], byte[]> raw,
            Consumer<ProducerRecord<byte[], byte[]>> rejected) {
        if (HeaderText.get(raw.headers(), HeaderText.RUN_ID)
                .filter(run -> !run.equals(runId))
                .isPresent()) {
            assembler.resolve(source, raw.offset()); // of another run: not decoded
            return;
        }
        try {
            ScoredRollout scored = Codecs.SCORED.decode(raw.value());
            if (scored.rollout().runId().equals(runId)) {
                assembler.offer(new ArrivedRollout(source, raw.offset(), Sha256.hex(raw.value()), scored));
            } else {
                assembler.resolve(source, raw.offset());
            }
        } catch (MalformedRecordException e) {
            rejected.accept(new DeadLetters(names)
                    .of(
                            raw,
                            new DeadLetterCause(
                                    "learner",
                                    e.getMessage(),
                                    HeaderText.get(raw.headers(), HeaderText.TICKET_ID),
                                    HeaderText.get(raw.headers(), HeaderText.ROLLOUT_ID))));
            assembler.resolve(source, raw.offset());
        }
    }

    @Override
    public void close() {
        outcomes.close();
    }
}
