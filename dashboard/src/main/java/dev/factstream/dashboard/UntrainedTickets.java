package dev.factstream.dashboard;

import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.ticket.Purpose;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Counts the scored tickets that the learner has neither trained nor dropped. Scores and ledger may be read in any order. Not
 * thread-safe.
 */
final class UntrainedTickets {
    /** Far more than a learner keeps open. */
    private static final int MOST = 20_000;

    private final Set<String> open = newest();
    private final Set<String> closed = newest();

    void add(Rollout rollout) {
        if (rollout.purpose() == Purpose.TRAIN && !closed.contains(rollout.ticketId())) {
            open.add(rollout.ticketId());
        }
    }

    void add(LedgerRecord record) {
        record.inputs().forEach(input -> close(input.ticketId()));
        record.drops().forEach(drop -> close(drop.ticketId()));
    }

    private void close(String ticketId) {
        open.remove(ticketId);
        closed.add(ticketId);
    }

    int count() {
        return open.size();
    }

    private static Set<String> newest() {
        return Collections.newSetFromMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > MOST;
            }
        });
    }
}
