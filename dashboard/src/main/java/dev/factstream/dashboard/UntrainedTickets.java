package dev.factstream.dashboard;

import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.ticket.Purpose;
import dev.factstream.schemas.ticket.Ticket;
import java.util.BitSet;

/**
 * Counts the scored tickets of a run that the learner has neither trained nor dropped. Scores and ledger may be read in any order.
 * Remembers the newest {@value #WINDOW} tickets, in two bits each. Not thread-safe.
 */
final class UntrainedTickets {
    /** Far more than a learner keeps open. */
    private static final int WINDOW = 1 << 18;

    private final BitSet scored = new BitSet(WINDOW);
    private final BitSet closed = new BitSet(WINDOW);
    private long end;
    private int count;

    void add(Rollout rollout) {
        if (rollout.purpose() == Purpose.TRAIN) {
            Ticket.sequence(rollout.ticketId()).stream()
                    // only the ledger moves the window by more than its length, so that no foreign rollout empties it
                    .filter(sequence -> end == 0 || sequence < end + WINDOW)
                    .forEach(sequence -> mark(scored, sequence));
        }
    }

    void add(LedgerRecord record) {
        record.inputs().forEach(input -> close(input.ticketId()));
        record.drops().forEach(drop -> close(drop.ticketId()));
    }

    private void close(String ticketId) {
        Ticket.sequence(ticketId).ifPresent(sequence -> mark(closed, sequence));
    }

    private void mark(BitSet marks, long sequence) {
        if (sequence >= end + WINDOW) { // also where the first ticket seen is a late one
            scored.clear();
            closed.clear();
            count = 0;
            end = sequence + 1;
        }
        for (; end <= sequence; end++) {
            int oldest = slot(end);
            count -= open(oldest);
            scored.clear(oldest);
            closed.clear(oldest);
        }
        if (sequence >= end - WINDOW) {
            int slot = slot(sequence);
            int before = open(slot);
            marks.set(slot);
            count += open(slot) - before;
        }
    }

    private int open(int slot) {
        return scored.get(slot) && !closed.get(slot) ? 1 : 0;
    }

    private static int slot(long sequence) {
        return (int) (sequence % WINDOW);
    }

    int count() {
        return count;
    }
}
