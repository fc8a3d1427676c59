package dev.factstream.learner.checkpoint;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats work that a full disk prevents, if the settings say to wait for space.
 *
 * @param action reaction to a full disk
 * @param stopping whether to stop waiting
 */
public record DiskFullRetry(DiskFullAction action, BooleanSupplier stopping) {

    private static final Logger LOG = LoggerFactory.getLogger(DiskFullRetry.class);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);
    private static final int ATTEMPTS_PER_LOG_LINE = 60;

    /**
     * Returns the result of {@code work}.
     *
     * @throws DiskFullException if the disk is full and the settings say not to wait, or the process is stopping
     */
    public <T> T get(Supplier<T> work) {
        for (int attempt = 0; ; attempt++) {
            try {
                return work.get();
            } catch (DiskFullException e) {
                if (action == DiskFullAction.STOP || stopping.getAsBoolean()) {
                    throw e;
                }
                if (attempt % ATTEMPTS_PER_LOG_LINE == 0) {
                    LOG.error("Waiting for disk space: {}", e.getMessage());
                }
            }
            LockSupport.parkNanos(RETRY_INTERVAL.toNanos());
        }
    }
}
