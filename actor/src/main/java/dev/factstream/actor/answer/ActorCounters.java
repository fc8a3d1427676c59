package dev.factstream.actor.answer;

import java.util.concurrent.atomic.LongAdder;

/** The counters of an actor since it started. Thread-safe. */
public final class ActorCounters {
    private final LongAdder rollouts = new LongAdder();
    private final LongAdder tokens = new LongAdder();
    private final LongAdder generateNanos = new LongAdder();
    private final LongAdder deadLetters = new LongAdder();
    private final LongAdder released = new LongAdder();
    private final LongAdder foreign = new LongAdder();
    private volatile SwapPauses pauses = SwapPauses.NONE;
    private volatile int running;

    /** Returns the number of rollouts that the broker has stored. */
    public long rollouts() {
        return rollouts.sum();
    }

    /** Returns the number of generated tokens. */
    public long tokens() {
        return tokens.sum();
    }

    /** Returns the seconds spent generating. */
    public double generateSeconds() {
        return generateNanos.sum() / 1e9;
    }

    /** Returns the number of tickets sent to dead-letters. */
    public long deadLetters() {
        return deadLetters.sum();
    }

    /** Returns the number of tickets released without an outcome. */
    public long released() {
        return released.sum();
    }

    /** Returns the number of tickets passed over because they belong to another run or base, or because their run has ended. */
    public long foreign() {
        return foreign.sum();
    }

    /** Returns the pauses for weight swaps in mid-sequence. */
    public SwapPauses pauses() {
        return pauses;
    }

    /** Returns the number of sequences in generation. */
    public int running() {
        return running;
    }

    /** Called only by the generating thread. */
    void countSwap(long nanos) {
        pauses = pauses.plus(nanos / 1e9);
    }

    void setRunning(int sequences) {
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

    void countForeign() {
        foreign.increment();
    }

    void countReleased() {
        released.increment();
    }
}
