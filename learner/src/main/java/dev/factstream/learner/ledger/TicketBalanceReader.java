package dev.factstream.learner.ledger;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.StartOffsets;
import dev.factstream.runtime.kafka.TopicScanner;
import dev.factstream.schemas.deadletter.DeadLetters;
import dev.factstream.schemas.ledger.DroppedTicket;
import dev.factstream.schemas.ledger.InputCoordinate;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.run.RunProgress;
import dev.factstream.schemas.run.RunState;
import dev.factstream.schemas.run.SettledTickets;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.topics.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Computes the ticket balance of a run from the topics: tickets, ledger and dead letters. Retention may have deleted the oldest
 * tickets. Waits for transactions that are open when it begins. Thread-safe.
 */
public final class TicketBalanceReader {
    /** Clocks of learner, actors and brokers may differ by this much. */
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(10);

    private final KafkaClients clients;
    private final TopicNames names;

    public TicketBalanceReader(KafkaClients clients, TopicNames names) {
        this.clients = clients;
        this.names = names;
    }

    /**
     * The current ticket balance of {@code runId}. The oldest tickets, all of which have ended, are counted by the run's state, so it
     * reads and keeps only the newest part of the topics, whatever the age of the run.
     */
    public TicketBalance read(String runId) {
        Optional<RunState> state = new RunStateReader(clients, names).read(runId);
        return read(runId, state, state.flatMap(RunState::progress).flatMap(RunProgress::settled));
    }

    /**
     * The same balance with every ticket counted on the topics, as far as retention has left them. It keeps the ids of all tickets in
     * memory.
     */
    public TicketBalance readAll(String runId) {
        return read(runId, Optional.empty(), Optional.empty());
    }

    private TicketBalance read(String runId, Optional<RunState> state, Optional<SettledTickets> settled) {
        long from = settled.map(SettledTickets::sequence).orElse(0L);
        StartOffsets start = settled.map(tickets -> StartOffsets.since(
                        Instant.ofEpochMilli(tickets.sinceMillis()).minus(CLOCK_DIFFERENCE)))
                .orElse(StartOffsets.beginning());
        List<String> trained = new ArrayList<>();
        List<String> dropped = new ArrayList<>();
        AtomicLong next = new AtomicLong(state.map(RunState::nextSequence).orElse(0L));
        AtomicLong counted =
                new AtomicLong(state.map(known -> known.counts().issued()).orElse(0L));
        new LedgerReader(clients, names).read(runId, start, entry -> {
            LedgerRecord record = entry.record();
            addFrom(from, record.inputs().stream().map(InputCoordinate::ticketId), trained);
            addFrom(from, record.drops().stream().map(DroppedTicket::ticketId), dropped);
            next.set(record.nextSequence());
            counted.set(record.counts().issued());
        });
        Set<String> deadLetters = new HashSet<>();
        TopicScanner.waitingForTransactions(clients)
                .read(
                        names.deadLetters(),
                        start,
                        raw -> DeadLetters.cause(raw.headers())
                                .ticketId()
                                .filter(id -> id.startsWith(runId + "/") && sequence(id) >= from)
                                .ifPresent(deadLetters::add));
        // tickets last: every ticket with an outcome read above was issued before
        IssuedTickets issued = IssuedTickets.read(clients, names, runId, from, start);
        deadLetters.removeAll(issued.others());
        Set<String> ended = new HashSet<>(trained);
        ended.addAll(dropped);
        ended.addAll(deadLetters);
        long canaries = next.get()
                - counted.get()
                - settled.map(SettledTickets::canaries).orElse(0L);
        long deleted = issued.addDeleted(ended, next.get(), canaries);
        TicketBalance balance = TicketBalance.of(issued.train(), issued.canaries(), trained, dropped, deadLetters)
                .plusOutstanding(deleted);
        return settled.map(balance::plus).orElse(balance);
    }

    private static void addFrom(long from, Stream<String> ids, List<String> target) {
        ids.filter(id -> sequence(id) >= from).forEach(target::add);
    }

    /** The sequence in a ticket id; the largest one if the id has another form, so that it is counted. */
    static long sequence(String ticketId) {
        return Ticket.sequence(ticketId).orElse(Long.MAX_VALUE);
    }
}
