package dev.factstream.learner.dispatch;

import dev.factstream.schemas.ledger.DropReason;
import dev.factstream.schemas.ledger.DroppedTicket;
import dev.factstream.schemas.ledger.TicketCounts;
import dev.factstream.schemas.run.SettledTickets;
import dev.factstream.schemas.ticket.Ticket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tracks the open tickets of a run and decides how each one ends: as trained, as dropped with a reason, or as dead. The
 * first outcome closes a ticket. The question of a dropped ticket is issued again. Not thread-safe.
 */
public final class TicketTracker {

    private final String runId;
    private final SortedMap<Long, OutstandingTicket> open = new TreeMap<>();
    private final List<PendingReissue> waiting = new ArrayList<>();
    private final Map<String, DroppedTicket> drops = new LinkedHashMap<>();
    private final TicketEndings endings;
    private long issued;
    private long trained;
    private long dropped;
    private long dead;
    private long poolPosition;
    private long canaries;

    /** Continues from {@code state}. */
    public TicketTracker(String runId, TicketState state) {
        this.runId = runId;
        issued = state.counts().issued();
        trained = state.counts().trained();
        dropped = state.counts().dropped();
        dead = state.counts().dead();
        poolPosition = state.poolPosition();
        canaries = state.canaries();
        state.open().forEach(ticket -> open.put(ticket.sequence(), ticket));
        waiting.addAll(state.waiting());
        endings = new TicketEndings(
                state.endings() == null ? TicketEndings.of(state.counts(), nextSequence()) : state.endings());
    }

    /** The tickets without an outcome, in order of issue; a live view. */
    public Collection<OutstandingTicket> open() {
        return open.values();
    }

    /** The sequence of {@code ticketId} if it is an open ticket of this run. */
    public OptionalLong openSequence(String ticketId) {
        OptionalLong sequence = Ticket.sequence(ticketId);
        return sequence.isPresent()
                        && ticketId.equals(Ticket.id(runId, sequence.getAsLong()))
                        && open.containsKey(sequence.getAsLong())
                ? sequence
                : OptionalLong.empty();
    }

    /** Closes an open ticket as trained. */
    public void closeTrained(long sequence) {
        close(sequence, TicketEndings.End.TRAINED);
        trained++;
    }

    /** Closes an open ticket because of a dead letter; its question is not issued again. */
    public void closeDead(long sequence) {
        close(sequence, TicketEndings.End.DEAD);
        dead++;
    }

    /** Closes an open ticket without training on it; its question waits to be issued again. */
    public void drop(long sequence, DropReason reason) {
        OutstandingTicket ticket = close(sequence, TicketEndings.End.DROPPED);
        String ticketId = Ticket.id(runId, sequence);
        dropped++;
        drops.put(ticketId, new DroppedTicket(ticketId, reason, Optional.empty()));
        waiting.add(new PendingReissue(ticket.promptId(), ticketId));
    }

    /** Drops every open ticket. */
    public void dropAll(DropReason reason) {
        List.copyOf(open.keySet()).forEach(sequence -> drop(sequence, reason));
    }

    /** The position of the next fresh question. */
    public long poolPosition() {
        return poolPosition;
    }

    /** Moves on to the next fresh question. */
    public void advancePool() {
        poolPosition++;
    }

    /** Opens the next ticket with a fresh question. */
    public OutstandingTicket openFresh(String promptId, long now) {
        return open(promptId, now);
    }

    /**
     * Opens a ticket that replaces a dropped one.
     *
     * @param promptId the question of the dropped ticket, or a fresh one if that is no longer in the pool
     */
    public OutstandingTicket openReplacement(PendingReissue again, String promptId, long now) {
        waiting.remove(again);
        OutstandingTicket ticket = open(promptId, now);
        drops.computeIfPresent(
                again.ticketId(),
                (id, drop) -> new DroppedTicket(id, drop.reason(), Optional.of(Ticket.id(runId, ticket.sequence()))));
        return ticket;
    }

    /**
     * Takes the sequence of a canary ticket, which is not tracked: it is not trained on, and nothing waits for its
     * outcome.
     */
    public long openCanary() {
        return issued + canaries++;
    }

    /** The sequence of the next ticket. */
    public long nextSequence() {
        return issued + canaries;
    }

    /** Dropped questions that have not been issued again, oldest first. */
    public List<PendingReissue> pendingReissues() {
        return List.copyOf(waiting);
    }

    /** The drops since the last call, for the ledger. */
    public List<DroppedTicket> takeDrops() {
        List<DroppedTicket> taken = List.copyOf(drops.values());
        drops.clear();
        return taken;
    }

    /** Number of train tickets issued, and how they ended. */
    public TicketCounts counts() {
        return new TicketCounts(issued, trained, dropped, dead);
    }

    /** The number that {@link AdmissionControl} bounds: tickets issued and neither dropped nor dead. */
    public long admitted() {
        return issued - dropped - dead;
    }

    /** The complete state, for a checkpoint. */
    public TicketState state() {
        return new TicketState(counts(), poolPosition, List.copyOf(open.values()), waiting, canaries, endings.state());
    }

    /**
     * How the tickets before the oldest open one ended; empty while a ticket is open that an earlier build issued.
     *
     * @param now milliseconds since the epoch
     */
    public Optional<SettledTickets> settled(long now) {
        return open.isEmpty()
                ? endings.settled(nextSequence(), now)
                : endings.settled(open.firstKey(), open.get(open.firstKey()).issuedAtMillis());
    }

    private OutstandingTicket open(String promptId, long now) {
        OutstandingTicket ticket = new OutstandingTicket(nextSequence(), promptId, now);
        issued++;
        open.put(ticket.sequence(), ticket);
        return ticket;
    }

    private OutstandingTicket close(long sequence, TicketEndings.End end) {
        OutstandingTicket ticket = open.remove(sequence);
        if (ticket == null) {
            throw new IllegalStateException("ticket " + Ticket.id(runId, sequence) + " is not open");
        }
        endings.add(sequence, end);
        return ticket;
    }
}
