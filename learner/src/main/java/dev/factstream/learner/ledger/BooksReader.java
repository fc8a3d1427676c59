package dev.factstream.learner.ledger;

import dev.factstream.learner.log.TopicScan;
import dev.factstream.schemas.deadletter.DeadLetters;
import dev.factstream.schemas.ledger.Drop;
import dev.factstream.schemas.ledger.InputCoordinate;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.MalformedRecordException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes stock of a run from the topics alone: tickets, ledger and dead letters. Thread-safe. */
public final class BooksReader {
    private static final Logger LOG = LoggerFactory.getLogger(BooksReader.class);

    private final KafkaClients clients;
    private final TopicNames names;

    public BooksReader(KafkaClients clients, TopicNames names) {
        this.clients = clients;
        this.names = names;
    }

    /** The books of {@code runId} as the topics stand now. */
    public Books read(String runId) {
        TopicScan scan = new TopicScan(clients);
        List<String> trained = new ArrayList<>();
        List<String> dropped = new ArrayList<>();
        for (LedgerRecord record : new LedgerReader(clients, names).records(runId)) {
            record.inputs().stream().map(InputCoordinate::ticketId).forEach(trained::add);
            record.drops().stream().map(Drop::ticketId).forEach(dropped::add);
        }
        Set<String> deadLetters = new HashSet<>();
        scan.read(
                names.deadLetters(),
                raw -> DeadLetters.why(raw.headers())
                        .ticketId()
                        .filter(id -> id.startsWith(runId + "/"))
                        .ifPresent(deadLetters::add));
        // tickets last: whatever had an outcome by then was issued before
        Set<String> issued = new HashSet<>();
        Set<String> canaries = new HashSet<>();
        Set<String> others = new HashSet<>();
        scan.read(names.prompts(), raw -> {
            try {
                Ticket ticket = Codecs.TICKETS.decode(raw.value());
                if (ticket.runId().equals(runId)) {
                    Set<String> its = switch (ticket.purpose()) {
                        case TRAIN -> issued;
                        case CANARY -> canaries;
                        case EVAL -> others;
                    };
                    its.add(ticket.ticketId());
                }
            } catch (MalformedRecordException e) {
                LOG.warn("No ticket at {}-{}@{}: {}", raw.topic(), raw.partition(), raw.offset(), e.getMessage());
            }
        });
        deadLetters.removeAll(others);
        return Books.of(issued, canaries, trained, dropped, deadLetters);
    }
}
