package dev.factstream.scorer.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a stream thread that died, since most such failures pass; but gives up when threads keep dying, since then
 * the failure does not pass and somebody should look. Thread-safe.
 */
final class ReplaceFailedThreads implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ReplaceFailedThreads.class);
    private static final int MOST_FAILURES = 5;
    private static final Duration WITHIN = Duration.ofMinutes(5);

    private final Clock clock;
    private final Deque<Instant> failures = new ArrayDeque<>();

    ReplaceFailedThreads(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
        Instant now = clock.instant();
        failures.add(now);
        failures.removeIf(old -> old.isBefore(now.minus(WITHIN)));
        if (failures.size() >= MOST_FAILURES) {
            LOG.error("The scorer gives up after {} failures within {}", failures.size(), WITHIN, failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.error("A thread of the scorer failed and is replaced", failure);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
}
