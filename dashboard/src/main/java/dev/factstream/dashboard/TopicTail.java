package dev.factstream.dashboard;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.StartOffsets;
import dev.factstream.runtime.kafka.TopicFollower;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows topics by assignment, committed records only, starting a bounded number of records before their end. Waits for missing
 * topics and for an unavailable broker. For one thread.
 */
final class TopicTail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);
    private static final Duration WAIT = Duration.ofMillis(300);
    private static final int PATIENCE_MILLIS = 3_000;

    private final TopicFollower topics;
    private final Map<String, StartOffsets> missing;

    /** @param starts by topic, where to begin */
    TopicTail(KafkaClients clients, Map<String, StartOffsets> starts) {
        Map<String, Object> properties = clients.consumer("factstream-dashboard");
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        topics = new TopicFollower(properties);
        missing = new LinkedHashMap<>(starts);
    }

    /** Passes new records to {@code reader}; waits briefly if there are none. */
    void poll(Consumer<ConsumerRecord<byte[], byte[]>> reader) throws InterruptedException {
        try {
            find();
            if (topics.partitions().isEmpty()) {
                Thread.sleep(WAIT.toMillis());
            } else {
                topics.poll(WAIT, reader);
            }
        } catch (RetriableException e) {
            LOG.debug("Broker not available", e);
            Thread.sleep(WAIT.toMillis());
        }
    }

    private void find() {
        missing.entrySet().removeIf(topic -> topics.followIfPresent(topic.getKey(), topic.getValue()));
    }

    /** The number of records not yet read, from the consumer's cached lags. */
    long behind() {
        return topics.lag();
    }

    /** The topics that do not exist yet. */
    Set<String> missing() {
        return Set.copyOf(missing.keySet());
    }

    /** Makes a blocked {@link #poll} throw; callable from any thread. */
    void wakeup() {
        topics.wakeup();
    }

    @Override
    public void close() {
        topics.close();
    }
}
