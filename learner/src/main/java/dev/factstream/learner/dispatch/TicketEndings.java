package dev.factstream.learner.dispatch;

import dev.factstream.schemas.ledger.TicketCounts;
import dev.factstream.schemas.run.SettledTickets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts how the train tickets before the oldest open one ended. It keeps the tickets that ended before an older one did; the
 * ticket timeout bounds their number. Not thread-safe.
 */
final class TicketEndings {

    /** How a ticket ended. */
    enum End {
        TRAINED,
        DROPPED,
        DEAD
    }

    /**
     * The part of a checkpoint.
     *
     * @param countedBefore tickets before this sequence are in the counts, in whatever order they ended
     * @param trained tickets trained on
     * @param dropped tickets dropped
     * @param dead tickets that ended as dead letters
     * @param ahead tickets that ended although an older one was open; none of them is in the counts
     */
    record State(long countedBefore, long trained, long dropped, long dead, Map<Long, End> ahead) {}

    private final long countedBefore;
    private long trained;
    private long dropped;
    private long dead;
    private final TreeMap<Long, End> ahead = new TreeMap<>();

    TicketEndings(State state) {
        countedBefore = state.countedBefore();
        trained = state.trained();
        dropped = state.dropped();
        dead = state.dead();
        ahead.putAll(state.ahead());
    }

    /** The state of a run whose checkpoint only has sums: they include every ended ticket before {@code nextSequence}. */
    static State of(TicketCounts counts, long nextSequence) {
        return new State(nextSequence, counts.trained(), counts.dropped(), counts.dead(), Map.of());
    }

    /** Adds a ticket that has ended. */
    void add(long sequence, End end) {
        if (sequence < countedBefore) {
            count(end);
        } else {
            ahead.put(sequence, end);
        }
    }

    /**
     * Returns the counts of the tickets before the oldest open one; empty while a ticket is open that an earlier build issued.
     *
     * @param oldestOpen the sequence of the oldest open ticket, or of the next one
     * @param sinceMillis when it was issued
     */
    Optional<SettledTickets> settled(long oldestOpen, long sinceMillis) {
        SortedMap<Long, End> before = ahead.headMap(oldestOpen);
        before.values().forEach(this::count);
        before.clear();
        return oldestOpen < countedBefore
                ? Optional.empty()
                : Optional.of(new SettledTickets(
                        oldestOpen, sinceMillis, new TicketCounts(trained + dropped + dead, trained, dropped, dead)));
    }

    State state() {
        return new State(countedBefore, trained, dropped, dead, Map.copyOf(ahead));
    }

    private void count(End end) {
        switch (end) {
            case TRAINED -> trained++;
            case DROPPED -> dropped++;
            case DEAD -> dead++;
        }
    }
}
