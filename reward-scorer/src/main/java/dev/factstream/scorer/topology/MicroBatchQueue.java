package dev.factstream.scorer.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The rollouts that wait to be scored in batches, in order of arrival. A state store holds them under successive numbers until they
 * have an outcome. The fields only cache which numbers are in use and are read from the store at every start, so rollouts that were
 * being scored when the process died are scored again.
 */
final class MicroBatchQueue {
    private final KeyValueStore<Long, byte[]> store;
    private long first;
    private long started;
    private long next;

    MicroBatchQueue(KeyValueStore<Long, byte[]> store) {
        this.store = store;
        try (KeyValueIterator<Long, byte[]> entries = store.all()) {
            while (entries.hasNext()) {
                long number = entries.next().key;
                first = next == 0 ? number : first;
                next = number + 1;
            }
        }
        started = first;
    }

    void add(PendingRollout rollout) {
        store.put(next++, rollout.toBytes());
    }

    /** Returns how many rollouts have not been started. */
    int waiting() {
        return Math.toIntExact(next - started);
    }

    /** Whether the oldest rollout that has not been started has waited for {@code linger} or longer. */
    boolean isDue(long nowMillis, Duration linger) {
        return waiting() > 0 && nowMillis - PendingRollout.arrivedAtMillis(store.get(started)) >= linger.toMillis();
    }

    /** Returns the oldest rollouts that have not been started, at most {@code limit}, and marks them as started. */
    List<PendingRollout> startNext(int limit) {
        List<PendingRollout> rollouts = new ArrayList<>();
        while (started < next && rollouts.size() < limit) {
            rollouts.add(PendingRollout.fromBytes(store.get(started++)));
        }
        return rollouts;
    }

    /** Removes the oldest {@code count} rollouts, which have an outcome. */
    void finish(int count) {
        for (long end = first + count; first < end; first++) {
            store.delete(first);
        }
        if (first == next) { // reuse few numbers, so that compaction keeps the changelog small
            first = 0;
            started = 0;
            next = 0;
        }
    }
}
