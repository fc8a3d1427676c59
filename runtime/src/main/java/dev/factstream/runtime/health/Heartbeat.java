package dev.factstream.runtime.health;

import java.time.Duration;

/**
 * Liveness signal of a working thread: the thread beats, and a monitor reads how long the next beat is overdue. An idle thread is
 * never overdue; a thread that announced a wait becomes overdue only after that wait. Thread-safe.
 */
public final class Heartbeat {
    private volatile long dueNanos;
    private volatile boolean working;

    /** Signals that the thread is working. */
    public void beat() {
        beat(Duration.ZERO);
    }

    /** Signals that the thread is working and may wait for up to {@code wait}; the next beat is not due before. */
    public void beat(Duration wait) {
        dueNanos = System.nanoTime() + wait.toNanos();
        working = true;
    }

    /** Signals that the thread has no work until the next beat. */
    public void idle() {
        working = false;
    }

    /** Returns how long the next beat of a working thread has been overdue; zero while the thread is idle. */
    public Duration overdue() {
        return working ? Duration.ofNanos(Math.max(0, System.nanoTime() - dueNanos)) : Duration.ZERO;
    }
}
