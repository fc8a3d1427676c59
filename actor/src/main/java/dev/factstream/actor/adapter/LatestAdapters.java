package dev.factstream.actor.adapter;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds the newest verified adapter of each run, from the feed that puts it until the generating thread takes it between two decoding
 * steps. It holds at most one per run: a newer adapter replaces and frees one that was not taken. Thread-safe.
 */
public final class LatestAdapters implements AutoCloseable {
    private final Map<String, PreparedAdapter> newest = new HashMap<>();
    private final Set<String> released = new HashSet<>();
    private Runnable arrival = () -> {};
    private boolean closed;

    /** @param listener called on the feed's thread whenever an adapter can be taken */
    public synchronized void onArrival(Runnable listener) {
        arrival = listener;
    }

    /** Stores an adapter, and owns it until it is taken. */
    public synchronized void put(PreparedAdapter adapter) {
        if (closed || released.contains(adapter.runId())) {
            adapter.close();
            return;
        }
        Optional.ofNullable(newest.put(adapter.runId(), adapter)).ifPresent(PreparedAdapter::close);
        arrival.run();
    }

    /** Returns the runs whose newest adapter can be taken. */
    public synchronized List<String> arrived() {
        return List.copyOf(newest.keySet());
    }

    /** Returns the newest adapter of a run, if one arrived since the last call; the caller owns it. */
    public synchronized Optional<PreparedAdapter> take(String runId) {
        return Optional.ofNullable(newest.remove(runId));
    }

    /** Stops loading the adapters of a run until they are {@linkplain #request requested}. */
    public synchronized void release(String runId) {
        released.add(runId);
        take(runId).ifPresent(PreparedAdapter::close);
    }

    /** Has the newest adapter of a released run loaded again. */
    public synchronized void request(String runId) {
        released.remove(runId);
    }

    /** Whether the adapters of a run are released. */
    synchronized boolean isReleased(String runId) {
        return released.contains(runId);
    }

    /** Frees the adapter of a run that is not served any longer. */
    synchronized void remove(String runId) {
        released.remove(runId);
        take(runId).ifPresent(PreparedAdapter::close);
    }

    /** Frees the adapters that were not taken. */
    @Override
    public synchronized void close() {
        closed = true;
        newest.values().forEach(PreparedAdapter::close);
        newest.clear();
    }
}
