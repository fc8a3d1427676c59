package dev.factstream.schemas;

import java.time.Duration;

/**
 * Signs of life of a thread that works on something: its owner beats, whoever is responsible looks how long it has been silent. A
 * thread that rests is never silent, and one that said how long it would wait is not before that time is over. Thread-safe.
 */
public final class Pulse {
    private volatile long dueNanos;
    private volatile boolean working;

    /** It is at work, and alive. */
    public void beat() {
        beat(Duration.ZERO);
    }

    /** It is alive, and for at most so long waits for something; no more is to be heard of it until then. */
    public void beat(Duration wait) {
        dueNanos = System.nanoTime() + wait.toNanos();
        working = true;
    }

    /** It has nothing to do from now on, until the next beat. */
    public void rest() {
        working = false;
    }

    /** Since when it ought to have given a sign of life, being at work; zero while it rests. */
    public Duration silence() {
        return working ? Duration.ofNanos(Math.max(0, System.nanoTime() - dueNanos)) : Duration.ZERO;
    }
}
