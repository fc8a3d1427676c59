package dev.factstream.scorer.topology;

import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * How long one stream thread may wait for a reward model within a transaction. The broker aborts a transaction that is open for too
 * long, and all tasks of a thread share one, which Streams commits only after every task had its turn. With a slow reward model,
 * several waits between two commits would exceed it, be aborted and be done again, for ever. So once a quarter of the transaction
 * timeout is spent, nobody waits before the thread has come round to a commit.
 *
 * <p>A processor is not told of commits, but Streams offers one after each round of punctuations: when a task is punctuated that
 * had already been punctuated in this round, a new round has begun, and only what was spent since the last round began can still
 * be uncommitted.
 *
 * <p>For one thread.
 */
final class WaitingTime {
    private final long mostNanos;
    private final LongSupplier nanoTime;
    private final Set<Object> round = Collections.newSetFromMap(new IdentityHashMap<>());
    private long uncommitted;
    private long sinceRoundBegan;

    /** @param nanoTime a clock as {@link System#nanoTime} */
    WaitingTime(Duration transactionTimeout, LongSupplier nanoTime) {
        this.mostNanos = transactionTimeout.toNanos() / 4;
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

    /** Nanoseconds that may still be waited; 0 or less where there are none. */
    long left() {
        return mostNanos - uncommitted;
    }

    /** Lets {@code wait} wait, at most for the nanoseconds it is given, and counts the time. */
    void spend(LongConsumer wait) {
        long begin = nanoTime.getAsLong();
        wait.accept(left());
        long spent = nanoTime.getAsLong() - begin;
        uncommitted += spent;
        sinceRoundBegan += spent;
    }
}
