package dev.factstream.runtime.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Ends a read that makes no progress. A consumer's {@code poll} returns nothing while no broker answers, so a loop that waits for
 * records would never end. Not thread-safe.
 */
final class ReadTimeout {
    private static final int DEFAULT_MILLIS = 60_000;

    private final Duration limit;
    private long position = -1;
    private long changedAt = System.nanoTime();

    /** @param properties of the consumer; {@code default.api.timeout.ms} is the limit, a minute by default */
    ReadTimeout(Map<String, Object> properties) {
        this(properties, Duration.ZERO);
    }

    /** As {@link #ReadTimeout(Map)}, with a limit that is longer by {@code more}. */
    ReadTimeout(Map<String, Object> properties, Duration more) {
        Object millis = properties.getOrDefault(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, DEFAULT_MILLIS);
        limit = Duration.ofMillis(Long.parseLong(millis.toString())).plus(more);
    }

    /**
     * Call it after each poll.
     *
     * @param now the sum of the positions in {@code partitions}
     * @throws TimeoutException if the position has not changed within the limit
     */
    void check(long now, Collection<TopicPartition> partitions) {
        if (now != position) {
            position = now;
            changedAt = System.nanoTime();
        } else if (System.nanoTime() - changedAt > limit.toNanos()) {
            throw new TimeoutException("no broker delivered the records of " + partitions + " within "
                    + limit.toMillis()
                    + " ms; check that the brokers are running, and that no transaction hangs on these partitions");
        }
    }
}
