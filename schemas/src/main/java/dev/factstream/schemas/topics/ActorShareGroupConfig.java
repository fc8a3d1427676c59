package dev.factstream.schemas.topics;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The broker configuration of the share groups of actors ({@link TopicNames#actorsGroup}). Kafka's defaults would lose tickets issued before the first actor joined, and deliver tickets of aborted transactions.
 */
public final class ActorShareGroupConfig {
    /** The maximum number of deliveries of a ticket; at this count an actor writes a dead letter instead of trying again. */
    public static final int DELIVERY_COUNT_LIMIT = 5;

    /** The time that an actor may hold a ticket before it must renew the lock. */
    public static final Duration LOCK_DURATION = Duration.ofSeconds(30);

    private static final Map<String, String> CONFIG = Map.of(
            "share.auto.offset.reset",
            "earliest",
            "share.isolation.level",
            "read_committed",
            "share.record.lock.duration.ms",
            Long.toString(LOCK_DURATION.toMillis()),
            "share.delivery.count.limit",
            Integer.toString(DELIVERY_COUNT_LIMIT));

    private ActorShareGroupConfig() {}

    /** Returns the group's configuration by name. */
    public static Map<String, String> config() {
        return new TreeMap<>(CONFIG);
    }
}
