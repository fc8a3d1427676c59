package dev.factstream.learner.ledger;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.ReadableRecords;
import dev.factstream.runtime.kafka.StartOffsets;
import dev.factstream.runtime.kafka.TopicScanner;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The tickets of a run on the topic, from one sequence on. Sequences rise within a partition, so retention has deleted the tickets
 * below the first one that a partition still has. Not thread-safe.
 */
final class IssuedTickets {

    private final String runId;
    private final long from;
    private final Set<String> train = new HashSet<>();
    private final Set<String> canaries = new HashSet<>();
    private final Set<String> others = new HashSet<>();
    /** By partition, the lowest sequence; only of partitions that have lost records. */
    private final Map<Integer, Long> lowest = new HashMap<>();

    private IssuedTickets(String runId, long from) {
        this.runId = runId;
        this.from = from;
    }

    /** Reads the tickets from {@code start} on, and ignores sequences below {@code from}. */
    static IssuedTickets read(KafkaClients clients, TopicNames names, String runId, long from, StartOffsets start) {
        IssuedTickets issued = new IssuedTickets(runId, from);
        ReadableRecords<Ticket> readable = new ReadableRecords<>(Codecs.TICKETS);
        StartOffsets noting = (consumer, partitions) -> {
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> offsets = start.of(consumer, partitions);
            begins.forEach((partition, begin) -> {
                if (begin > 0 && offsets.get(partition) <= begin) {
                    issued.lowest.put(partition.partition(), Long.MAX_VALUE);
                }
            });
            return offsets;
        };
        TopicScanner.waitingForTransactions(clients)
                .read(
                        names.prompts(),
                        noting,
                        raw -> readable.decode(raw)
                                .filter(ticket -> ticket.runId().equals(runId) && ticket.sequence() >= from)
                                .ifPresent(ticket -> issued.add(raw, ticket)));
        return issued;
    }

    private void add(ConsumerRecord<byte[], byte[]> raw, Ticket ticket) {
        lowest.computeIfPresent(raw.partition(), (partition, sequence) -> Math.min(sequence, ticket.sequence()));
        Set<String> ids = switch (ticket.purpose()) {
            case TRAIN -> train;
            case CANARY -> canaries;
            case EVAL -> others;
        };
        ids.add(ticket.ticketId());
    }

    /**
     * Adds the train tickets that retention has deleted from the topic: those that have ended, by id.
     *
     * @param ended ids of tickets that have ended
     * @param end the sequence of the first ticket not yet issued
     * @param allCanaries number of canary tickets from the first sequence on
     * @return the number of the others, which are outstanding
     */
    long addDeleted(Set<String> ended, long end, long allCanaries) {
        long horizon = lowest.values().stream().mapToLong(Long::longValue).max().orElse(from);
        long missing = 0;
        for (long sequence = from; sequence < Math.min(horizon, end); sequence++) {
            String id = Ticket.id(runId, sequence);
            if (!train.contains(id) && !canaries.contains(id) && !others.contains(id)) {
                if (ended.contains(id)) {
                    train.add(id);
                } else {
                    missing++;
                }
            }
        }
        long knownCanaries = canaries.stream()
                .filter(id -> TicketBalanceReader.sequence(id) < end)
                .count();
        return Math.max(0, missing - Math.max(0, allCanaries - knownCanaries));
    }

    Set<String> train() {
        return train;
    }

    Set<String> canaries() {
        return canaries;
    }

    /** The ids of tickets that belong to neither class. */
    Set<String> others() {
        return others;
    }
}
