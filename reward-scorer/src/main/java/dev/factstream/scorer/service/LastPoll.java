package dev.factstream.scorer.service;

import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams;

/** When the threads of a Kafka Streams application last asked for records: a thread that hangs in a step of its own does not. */
public final class LastPoll {
    private static final String SECONDS_AGO = "last-poll-seconds-ago";

    private LastPoll() {}

    /** How long the most silent of its threads has not polled; zero before the first poll. */
    public static Duration ago(KafkaStreams streams) {
        return Duration.ofSeconds(streams.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals(SECONDS_AGO)
                        && isMain(metric.getKey().tags().getOrDefault("client-id", "")))
                .mapToLong(metric -> ((Number) metric.getValue().metricValue()).longValue())
                .filter(seconds -> seconds > 0) // -1 before the first
                .max()
                .orElse(0));
    }

    /** Those that restore state, or read for all threads, poll only now and then. */
    private static boolean isMain(String clientId) {
        return clientId.endsWith("-consumer")
                && !clientId.endsWith("-restore-consumer")
                && !clientId.endsWith("-global-consumer");
    }
}
