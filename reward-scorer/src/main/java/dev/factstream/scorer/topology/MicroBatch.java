package dev.factstream.scorer.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The rollouts that wait to be scored together, in the order in which they were added. They live in a state store, under successive
 * numbers, until they have their outcome; the fields only remember which numbers are taken, and are read from the store at every
 * start. So what a reward model had begun to read when the process died is read again.
 */
final class MicroBatch {
    private final KeyValueStore<Long, byte[]> store;
    private long first;
    private long begun;
    private long next;

    MicroBatch(KeyValueStore<Long, byte[]> store) {
        this.store = store;
        try (KeyValueIterator<Long, byte[]> entries = store.all()) {
            while (entries.hasNext()) {
                long number = entries.next().key;
                first = next == 0 ? number : first;
                next = number + 1;
            }
        }
        begun = first;
    }

    void add(ParkedRollout rollout) {
        store.put(next++, rollout.toBytes());
    }

    /** How many have not begun to be scored. */
    int waiting() {
        return Math.toIntExact(next - begun);
    }

    /** Whether the oldest that has not begun has waited for {@code linger} or longer. */
    boolean isDue(long nowMillis, Duration linger) {
        return waiting() > 0 && nowMillis - ParkedRollout.arrivedAtMillis(store.get(begun)) >= linger.toMillis();
    }

    /** The oldest that have not begun, at most so many; from now on they have. */
    List<ParkedRollout> begin(int most) {
        List<ParkedRollout> rollouts = new ArrayList<>();
        while (begun < next && rollouts.size() < most) {
            rollouts.add(ParkedRollout.fromBytes(store.get(begun++)));
        }
        return rollouts;
    }

    /** Forgets the oldest, which have their outcome. */
    void finish(int count) {
        for (long end = first + count; first < end; first++) {
            store.delete(first);
        }
        if (first == next) { // few numbers, used again: so compaction keeps the changelog small
            first = 0;
            begun = 0;
            next = 0;
        }
    }
}
