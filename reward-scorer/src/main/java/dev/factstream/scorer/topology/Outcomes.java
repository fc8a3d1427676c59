package dev.factstream.scorer.topology;

import java.time.Duration;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Which rollout ids already have their outcome, scored or dead, or wait in a batch for it, so that the first one wins. Ids are
 * forgotten after the retention, counted in the time of the records.
 */
final class Outcomes {
    private static final byte[] PRESENT = {1};

    private final WindowStore<String, byte[]> store;
    private final long retentionMillis;

    Outcomes(WindowStore<String, byte[]> store, Duration retention) {
        this.store = store;
        this.retentionMillis = retention.toMillis();
    }

    /** Whether the id got its outcome within one retention of the given time, before or after. */
    boolean contains(String rolloutId, long timestamp) {
        long from = Math.max(0, timestamp - retentionMillis);
        try (WindowStoreIterator<byte[]> found = store.fetch(rolloutId, from, timestamp + retentionMillis)) {
            return found.hasNext();
        }
    }

    void add(String rolloutId, long timestamp) {
        store.put(rolloutId, PRESENT, timestamp);
    }
}
