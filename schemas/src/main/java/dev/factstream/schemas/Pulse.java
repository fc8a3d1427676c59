package dev.factstream.schemas;

import java.time.Duration;

/**
 * Signs of life of a thread that works on something: its owner beats, whoever is responsible looks how long it has been silent. A
 * thread that rests is never silent. Thread-safe.
 */
public final class Pulse {
    private volatile long beatNanos;
    private volatile boolean working;

    /** It is at work, and alive. */
    public void beat() {
        beatNanos = System.nanoTime();
        working = true;
    }

    /** It has nothing to do from now on, until the next beat. */
    public void rest() {
        working = false;
    }

    /** Since when it has given no sign of life, though at work; zero while it rests. */
    public Duration silence() {
        return working ? Duration.ofNanos(System.nanoTime() - beatNanos) : Duration.ZERO;
    }
}
