package dev.factstream.scorer.topology;

import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Limits how long one stream thread waits for the reward model within a transaction. The broker aborts a transaction that stays
 * open too long. All tasks of a thread share one transaction, which Streams commits only after every task had its turn. With a slow
 * reward model, several waits between two commits would exceed the timeout, and the transaction would be aborted and repeated
 * forever. Therefore, once a quarter of the transaction timeout is spent, no task waits until the thread has reached a commit.
 *
 * <p>Streams does not notify a processor of commits, but it offers one after each round of punctuations. When a task is punctuated
 * that was already punctuated in this round, a new round has begun, and only time spent since the last round began can still be
 * uncommitted.
 *
 * <p>Not thread-safe: one instance per stream thread.
 */
final class TransactionTimeBudget {
    private final long limitNanos;
    private final LongSupplier nanoTime;
    private final Set<Object> round = Collections.newSetFromMap(new IdentityHashMap<>());
    private long uncommitted;
    private long sinceRoundBegan;

    /** @param nanoTime a clock like {@link System#nanoTime} */
    TransactionTimeBudget(Duration transactionTimeout, LongSupplier nanoTime) {
        this.limitNanos = transactionTimeout.toNanos() / 4;
        this.nanoTime = nanoTime;
    }

    /** Records that a task is punctuated. */
    void onPunctuation(Object task) {
        if (!round.add(task)) {
            round.clear();
            round.add(task);
            uncommitted = sinceRoundBegan;
            sinceRoundBegan = 0;
        }
    }

    /** Returns the nanoseconds that may still be waited; 0 or less if none are left. */
    long remainingNanos() {
        return limitNanos - uncommitted;
    }

    /** Runs {@code wait} with the nanoseconds that it may wait at most, and counts the time it took. */
    void spend(LongConsumer wait) {
        long begin = nanoTime.getAsLong();
        wait.accept(remainingNanos());
        long spent = nanoTime.getAsLong() - begin;
        uncommitted += spent;
        sinceRoundBegan += spent;
    }
}
