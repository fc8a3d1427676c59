package dev.factstream.scorer.service;

import dev.factstream.schemas.settings.CommonSettings;
import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.settings.Settings;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.scorer.settings.ScorerSettings;
import dev.factstream.scorer.topology.ScorerCounters;
import dev.factstream.scorer.topology.ScorerTopology;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running scorer. Several of them on the same topics share the partitions; each needs a state folder of its own.
 * Thread-safe.
 */
public final class ScorerService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScorerService.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    private final KafkaStreams streams;
    private final ScorerCounters counters;

    private ScorerService(KafkaStreams streams, ScorerCounters counters) {
        this.streams = streams;
        this.counters = counters;
    }

    /**
     * Checks the topics and starts; scoring begins as soon as partitions are assigned.
     *
     * @throws org.apache.kafka.common.KafkaException in one line, if a topic is missing or facts and rollouts differ in
     *     partitions
     */
    public static ScorerService start(Settings settings) {
        ScorerSettings scorer = ScorerSettings.from(settings);
        TopicNames names = CommonSettings.topicNames(settings);
        try (Admin admin = Admin.create(new KafkaClients(settings).admin(names.group(StreamsConfiguration.ROLE)))) {
            Copartitioning.require(admin, names);
        }
        ScorerCounters counters = new ScorerCounters();
        KafkaStreams streams = new KafkaStreams(
                ScorerTopology.build(names, scorer, counters), StreamsConfiguration.of(settings, scorer, names));
        streams.setUncaughtExceptionHandler(new ReplaceFailedThreads(Clock.systemUTC()));
        streams.setStateListener((state, previous) -> LOG.info("Scorer {} (was {})", state, previous));
        streams.start();
        return new ScorerService(streams, counters);
    }

    /** Where the application is in its life; {@code ERROR} means that it has given up. */
    public KafkaStreams.State state() {
        return streams.state();
    }

    /** What this scorer has done since it started. */
    public ScorerCounters counters() {
        return counters;
    }

    /**
     * Commits what is done and stops. Closing again does nothing.
     *
     * @return whether all threads stopped in time
     */
    public boolean close(Duration timeout) {
        return streams.close(timeout);
    }

    /** As {@link #close(Duration)}, with 30 seconds. */
    @Override
    public void close() {
        if (!close(CLOSE_TIMEOUT)) {
            LOG.warn("The scorer did not stop within {}", CLOSE_TIMEOUT);
        }
    }
}
