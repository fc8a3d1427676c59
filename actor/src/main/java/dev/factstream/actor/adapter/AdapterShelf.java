package dev.factstream.actor.adapter;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where the feed lays the newest verified adapter and the generating thread picks it up between two batches. It holds
 * one at most: a newer one replaces, and frees, one that nobody took. Thread-safe.
 */
public final class AdapterShelf implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Optional<ServedAdapter> newest = Optional.empty();
    private boolean closed;

    /** Lays an adapter down; it belongs to the shelf until taken. */
    public void put(ServedAdapter adapter) {
        lock.lock();
        try {
            (closed ? Optional.of(adapter) : newest).ifPresent(ServedAdapter::close);
            newest = closed ? Optional.empty() : Optional.of(adapter);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The newest adapter, if one came since the last was taken; it belongs to the caller. */
    public Optional<ServedAdapter> take() {
        lock.lock();
        try {
            Optional<ServedAdapter> taken = newest;
            newest = Optional.empty();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something can be taken, the time is over, or the shelf is closed. */
    public void await(Duration timeout) throws InterruptedException {
        lock.lock();
        try {
            long left = timeout.toNanos();
            while (newest.isEmpty() && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Frees what nobody took and wakes who waits. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            newest.ifPresent(ServedAdapter::close);
            newest = Optional.empty();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
