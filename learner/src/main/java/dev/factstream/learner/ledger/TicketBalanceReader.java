package dev.factstream.learner.ledger;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.TopicScanner;
import dev.factstream.schemas.deadletter.DeadLetters;
import dev.factstream.schemas.ledger.DroppedTicket;
import dev.factstream.schemas.ledger.InputCoordinate;
import dev.factstream.schemas.ledger.LedgerRecord;
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

/** Computes the ticket balance of a run from the topics alone: tickets, ledger and dead letters. Thread-safe. */
public final class TicketBalanceReader {
    private static final Logger LOG = LoggerFactory.getLogger(TicketBalanceReader.class);

    private final KafkaClients clients;
    private final TopicNames names;

    public TicketBalanceReader(KafkaClients clients, TopicNames names) {
        this.clients = clients;
        this.names = names;
    }

    /** The current ticket balance of {@code runId}. */
    public TicketBalance read(String runId) {
        TopicScanner scan = new TopicScanner(clients);
        List<String> trained = new ArrayList<>();
        List<String> dropped = new ArrayList<>();
        for (LedgerRecord record : new LedgerReader(clients, names).records(runId)) {
            record.inputs().stream().map(InputCoordinate::ticketId).forEach(trained::add);
            record.drops().stream().map(DroppedTicket::ticketId).forEach(dropped::add);
        }
        Set<String> deadLetters = new HashSet<>();
        scan.read(
                names.deadLetters(),
                raw -> DeadLetters.cause(raw.headers())
                        .ticketId()
                        .filter(id -> id.startsWith(runId + "/"))
                        .ifPresent(deadLetters::add));
        // tickets last: every ticket with an outcome read above was issued before
        Set<String> issued = new HashSet<>();
        Set<String> canaries = new HashSet<>();
        Set<String> others = new HashSet<>();
        scan.read(names.prompts(), raw -> {
            try {
                Ticket ticket = Codecs.TICKETS.decode(raw.value());
                if (ticket.runId().equals(runId)) {
                    Set<String> ids = switch (ticket.purpose()) {
                        case TRAIN -> issued;
                        case CANARY -> canaries;
                        case EVAL -> others;
                    };
                    ids.add(ticket.ticketId());
                }
            } catch (MalformedRecordException e) {
                LOG.warn(
                        "Skipped {}-{}@{}, which is no ticket: {}",
                        raw.topic(),
                        raw.partition(),
                        raw.offset(),
                        e.getMessage());
            }
        });
        deadLetters.removeAll(others);
        return TicketBalance.of(issued, canaries, trained, dropped, deadLetters);
    }
}
