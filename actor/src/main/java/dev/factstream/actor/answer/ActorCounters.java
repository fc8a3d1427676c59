package dev.factstream.actor.answer;

import java.util.concurrent.atomic.LongAdder;

/** What an actor has done since it started. Thread-safe. */
public final class ActorCounters {
    private final LongAdder rollouts = new LongAdder();
    private final LongAdder tokens = new LongAdder();
    private final LongAdder generateNanos = new LongAdder();
    private final LongAdder deadLetters = new LongAdder();
    private final LongAdder released = new LongAdder();
    private volatile SwapPauses pauses = SwapPauses.NONE;
    private volatile int running;

    /** Rollouts that the broker has. */
    public long rollouts() {
        return rollouts.sum();
    }

    /** Tokens generated. */
    public long tokens() {
        return tokens.sum();
    }

    /** Seconds spent generating. */
    public double generateSeconds() {
        return generateNanos.sum() / 1e9;
    }

    /** Tickets written to the dead letters. */
    public long deadLetters() {
        return deadLetters.sum();
    }

    /** Tickets given back without an outcome. */
    public long released() {
        return released.sum();
    }

    /** Exchanges of weights in mid-sequence. */
    public SwapPauses pauses() {
        return pauses;
    }

    /** Sequences that are being drawn now. */
    public int running() {
        return running;
    }

    /** For the generating thread alone. */
    void countSwap(long nanos) {
        pauses = pauses.and(nanos / 1e9);
    }

    void noteRunning(int sequences) {
        running = sequences;
    }

    void countGenerated(long newTokens, long nanos) {
        tokens.add(newTokens);
        generateNanos.add(nanos);
    }

    void countRollout() {
        rollouts.increment();
    }

    void countDeadLetter() {
        deadLetters.increment();
    }

    void countReleased() {
        released.increment();
    }
}
