package dev.factstream.runtime.streams;

import dev.factstream.schemas.wire.NewerSchemaException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a stream thread that died, since most failures are transient. Shuts down the client when threads keep dying, since the
 * failure is then permanent and needs an operator. Thread-safe.
 */
public final class ReplaceThreadExceptionHandler implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ReplaceThreadExceptionHandler.class);
    private static final int MAX_FAILURES = 5;
    private static final Duration WITHIN = Duration.ofMinutes(5);

    private final String application;
    private final Clock clock;
    private final Deque<Instant> failures = new ArrayDeque<>();
    private final LongAdder count = new LongAdder();
    private volatile String upgrade;

    /** @param application name of the application in the log */
    public ReplaceThreadExceptionHandler(String application, Clock clock) {
        this.application = application;
        this.clock = clock;
    }

    /** Returns the number of threads that have failed. */
    public long failures() {
        return count.sum();
    }

    /** Returns why the application has shut down although nothing is wrong with it: it met a record of a newer build. */
    public Optional<String> upgrade() {
        return Optional.ofNullable(upgrade);
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
        count.increment();
        Optional<NewerSchemaException> newer = NewerSchemaException.in(failure);
        if (newer.isPresent()) {
            upgrade = newer.get().getMessage();
            LOG.error("The {} takes no more records: {}", application, upgrade);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        Instant now = clock.instant();
        failures.add(now);
        failures.removeIf(old -> old.isBefore(now.minus(WITHIN)));
        if (failures.size() >= MAX_FAILURES) {
            LOG.error(
                    "The {} shuts down after {} thread failures within {}",
                    application,
                    failures.size(),
                    WITHIN,
                    failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.error("A thread of the {} failed and is replaced", application, failure);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
}
