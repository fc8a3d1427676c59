package dev.factstream.scorer.topology;

import java.util.concurrent.atomic.LongAdder;

/**
 * What a scorer has done since it started. Counts attempts: work that an aborted transaction undid is counted again when
 * it is redone, so the books are kept from the topics, not from here. Thread-safe.
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

    /** Rollouts written to the dead letters. */
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

    /** Micro-batches that were flushed. */
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
