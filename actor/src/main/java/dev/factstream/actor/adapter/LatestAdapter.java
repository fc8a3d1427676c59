package dev.factstream.actor.adapter;

import java.util.Optional;

/**
 * Holds the newest verified adapter, from the feed that puts it until the generating thread takes it between two decoding steps.
 * It holds at most one: a newer adapter replaces and frees one that was not taken. Thread-safe.
 */
public final class LatestAdapter implements AutoCloseable {
    private Optional<PreparedAdapter> newest = Optional.empty();
    private Runnable arrival = () -> {};
    private boolean closed;

    /** @param listener called on the feed's thread whenever an adapter can be taken */
    public synchronized void onArrival(Runnable listener) {
        arrival = listener;
    }

    /** Stores an adapter, and owns it until it is taken. */
    public synchronized void put(PreparedAdapter adapter) {
        if (closed) {
            adapter.close();
            return;
        }
        newest.ifPresent(PreparedAdapter::close);
        newest = Optional.of(adapter);
        arrival.run();
    }

    /** Returns the newest adapter, if one arrived since the last call; the caller owns it. */
    public synchronized Optional<PreparedAdapter> take() {
        Optional<PreparedAdapter> taken = newest;
        newest = Optional.empty();
        return taken;
    }

    /** Frees an adapter that was not taken. */
    @Override
    public synchronized void close() {
        closed = true;
        newest.ifPresent(PreparedAdapter::close);
        newest = Optional.empty();
    }
}
