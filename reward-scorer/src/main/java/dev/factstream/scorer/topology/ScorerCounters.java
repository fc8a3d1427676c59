package dev.factstream.scorer.topology;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the work of a scorer since its start. These are attempts: work undone by an aborted transaction is counted again when it
 * is repeated, so the ticket balance is computed from the topics, not from these counters. Thread-safe.
 */
public final class ScorerCounters {
    private final LongAdder scored = new LongAdder();
    private final LongAdder dead = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder parked = new LongAdder();
    private final LongAdder batches = new LongAdder();

    /** Rollouts scored. */
    public long scored() {
        return scored.sum();
    }

    /** Rollouts sent to dead-letters. */
    public long dead() {
        return dead.sum();
    }

    /** Rollouts ignored because their id already had an outcome. */
    public long duplicates() {
        return duplicates.sum();
    }

    /** Rollouts that had to wait for their facts. */
    public long parked() {
        return parked.sum();
    }

    /** Micro-batches scored. */
    public long batches() {
        return batches.sum();
    }

    void countScored() {
        scored.increment();
    }

    void countDead() {
        dead.increment();
    }

    void countDuplicate() {
        duplicates.increment();
    }

    void countParked() {
        parked.increment();
    }

    void countBatch() {
        batches.increment();
    }
}
