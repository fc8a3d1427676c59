package dev.factstream.scorer.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The rollouts that wait to be scored together, in the order in which they were added. They live in a state store, under
 * successive numbers; the two fields only remember which numbers are taken, and are read from the store at every start.
 */
final class MicroBatch {
    private final KeyValueStore<Long, byte[]> store;
    private long first;
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
    }

    void add(ParkedRollout rollout) {
        store.put(next++, rollout.toBytes());
    }

    int size() {
        return Math.toIntExact(next - first);
    }

    /** Whether the oldest has waited for {@code linger} or longer. */
    boolean isDue(long nowMillis, Duration linger) {
        return size() > 0 && nowMillis - ParkedRollout.arrivedAtMillis(store.get(first)) >= linger.toMillis();
    }

    /** Takes the oldest out, at most so many. */
    List<ParkedRollout> take(int most) {
        List<ParkedRollout> taken = new ArrayList<>();
        while (first < next && taken.size() < most) {
            taken.add(ParkedRollout.fromBytes(store.delete(first++)));
        }
        if (first == next) { // few numbers, used again: so compaction keeps the changelog small
            first = 0;
            next = 0;
        }
        return taken;
    }
}
