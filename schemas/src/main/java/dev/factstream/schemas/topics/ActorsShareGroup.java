package dev.factstream.schemas.topics;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the broker must treat the share group that all actors form ({@link TopicNames#actorsGroup()}). The defaults of
 * Kafka would lose tickets issued before the first actor came, and deliver tickets of transactions that never happened.
 */
public final class ActorsShareGroup {
    /** The last delivery of a ticket; an actor that sees this count writes a dead letter instead of trying again. */
    public static final int DELIVERY_COUNT_LIMIT = 5;

    /** How long an actor holds a ticket before it must renew its lock. */
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

    private ActorsShareGroup() {}

    /** The group's configuration, by name. */
    public static Map<String, String> config() {
        return new TreeMap<>(CONFIG);
    }
}
