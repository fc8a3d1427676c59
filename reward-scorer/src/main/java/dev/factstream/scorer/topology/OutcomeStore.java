package dev.factstream.scorer.topology;

import java.time.Duration;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Remembers which rollout ids have an outcome (scored or dead) or wait in a batch for one, so that the first rollout with an id
 * wins. Ids expire after the retention, measured in record time.
 */
final class OutcomeStore {
    private static final byte[] SCORED = {1};
    private static final byte[] DEAD = {2};

    private final WindowStore<String, byte[]> store;
    private final long retentionMillis;

    OutcomeStore(WindowStore<String, byte[]> store, Duration retention) {
        this.store = store;
        this.retentionMillis = retention.toMillis();
    }

    /** Whether the id got its outcome within one retention before or after the given time. */
    boolean contains(String rolloutId, long timestamp) {
        try (WindowStoreIterator<byte[]> found = fetch(rolloutId, timestamp)) {
            return found.hasNext();
        }
    }

    /** As {@link #contains}, but ignores dead rollouts. */
    boolean containsScored(String rolloutId, long timestamp) {
        try (WindowStoreIterator<byte[]> found = fetch(rolloutId, timestamp)) {
            while (found.hasNext()) {
                if (found.next().value[0] == SCORED[0]) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Adds a rollout that is scored or waits in a batch to be scored. */
    void addScored(String rolloutId, long timestamp) {
        store.put(rolloutId, SCORED, timestamp);
    }

    void addDead(String rolloutId, long timestamp) {
        store.put(rolloutId, DEAD, timestamp);
    }

    private WindowStoreIterator<byte[]> fetch(String rolloutId, long timestamp) {
        return store.fetch(rolloutId, Math.max(0, timestamp - retentionMillis), timestamp + retentionMillis);
    }
}
