package dev.factstream.runtime.streams;

import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams;

/** Reports when the threads of a Kafka Streams application last polled for records: a thread that hangs in processing does not poll. */
public final class LastPollAge {
    private static final String SECONDS_AGO = "last-poll-seconds-ago";

    private LastPollAge() {}

    /** Returns the longest time since one of its threads polled; zero before the first poll. */
    public static Duration age(KafkaStreams streams) {
        return Duration.ofSeconds(streams.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals(SECONDS_AGO)
                        && isMain(metric.getKey().tags().getOrDefault("client-id", "")))
                .mapToLong(metric -> ((Number) metric.getValue().metricValue()).longValue())
                .filter(seconds -> seconds > 0) // -1 before the first poll
                .max()
                .orElse(0));
    }

    /** Restore and global consumers poll only occasionally. */
    private static boolean isMain(String clientId) {
        return clientId.endsWith("-consumer")
                && !clientId.endsWith("-restore-consumer")
                && !clientId.endsWith("-global-consumer");
    }
}
