package dev.factstream.actor.adapter;

import java.util.Optional;

/**
 * Where the feed lays the newest verified adapter and the generating thread picks it up between two decoding steps. It holds
 * one at most: a newer one replaces, and frees, one that nobody took. Thread-safe.
 */
public final class AdapterShelf implements AutoCloseable {
    private Optional<PreparedAdapter> newest = Optional.empty();
    private Runnable arrival = () -> {};
    private boolean closed;

    /** @param told on the feed's thread whenever something can be taken */
    public synchronized void onArrival(Runnable told) {
        arrival = told;
    }

    /** Lays an adapter down; it belongs to the shelf until taken. */
    public synchronized void put(PreparedAdapter adapter) {
        if (closed) {
            adapter.close();
            return;
        }
        newest.ifPresent(PreparedAdapter::close);
        newest = Optional.of(adapter);
        arrival.run();
    }

    /** The newest adapter, if one came since the last was taken; it belongs to the caller. */
    public synchronized Optional<PreparedAdapter> take() {
        Optional<PreparedAdapter> taken = newest;
        newest = Optional.empty();
        return taken;
    }

    /** Frees what nobody took. */
    @Override
    public synchronized void close() {
        closed = true;
        newest.ifPresent(PreparedAdapter::close);
        newest = Optional.empty();
    }
}
