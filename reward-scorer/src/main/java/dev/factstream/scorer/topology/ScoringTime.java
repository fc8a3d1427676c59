package dev.factstream.scorer.topology;

import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much of a transaction one stream thread may spend on scoring. The broker aborts a transaction that is open for too long, and
 * all tasks of a thread share one, which Streams commits only after every task had its turn. With a slow reward model, several
 * batches between two commits would exceed it, be aborted and be scored again, for ever. So once a quarter of the transaction
 * timeout is spent, no batch is begun before the thread has come round to a commit; a batch itself may take half of the timeout.
 *
 * <p>A processor is not told of commits, but Streams offers one after each round of punctuations: when a task is punctuated that
 * had already been punctuated in this round, a new round has begun, and only what was spent since the last round began can still
 * be uncommitted.
 *
 * <p>For one thread.
 */
final class ScoringTime {
    private static final Logger LOG = LoggerFactory.getLogger(ScoringTime.class);

    private final long transactionNanos;
    private final LongSupplier nanoTime;
    private final Set<Object> round = Collections.newSetFromMap(new IdentityHashMap<>());
    private long uncommitted;
    private long sinceRoundBegan;

    /** @param nanoTime a clock as {@link System#nanoTime} */
    ScoringTime(Duration transactionTimeout, LongSupplier nanoTime) {
        this.transactionNanos = transactionTimeout.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Tells that a task is punctuated. */
    void punctuated(Object task) {
        if (!round.add(task)) {
            round.clear();
            round.add(task);
            uncommitted = sinceRoundBegan;
            sinceRoundBegan = 0;
        }
    }

    /** Whether another batch may be begun. */
    boolean isLeft() {
        return uncommitted < transactionNanos / 4;
    }

    /** Scores a batch and counts its time. */
    <T> T spend(Supplier<T> scoring) {
        long begin = nanoTime.getAsLong();
        T result = scoring.get();
        long spent = nanoTime.getAsLong() - begin;
        uncommitted += spent;
        sinceRoundBegan += spent;
        if (spent > transactionNanos / 2) {
            LOG.warn(
                    "A batch took {} s: raise scorer.transaction.timeout.ms, or lower scorer.batch.size",
                    Duration.ofNanos(spent).toSeconds());
        }
        return result;
    }
}
