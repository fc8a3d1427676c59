package dev.factstream.scorer.service;

import dev.factstream.schemas.settings.CommonSettings;
import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.settings.Settings;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.scorer.scores.Scores;
import dev.factstream.scorer.settings.ScorerSettings;
import dev.factstream.scorer.topology.ScorerCounters;
import dev.factstream.scorer.topology.ScorerTopology;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
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
    private final Scores scores;
    private final AtomicBoolean open = new AtomicBoolean(true);

    private ScorerService(KafkaStreams streams, ScorerCounters counters, Scores scores) {
        this.streams = streams;
        this.counters = counters;
        this.scores = scores;
    }

    /**
     * Checks the topics, loads the reward model if there is one, and starts; scoring begins as soon as partitions are assigned.
     *
     * @throws org.apache.kafka.common.KafkaException in one line, if a topic is missing or facts and rollouts differ in
     *     partitions
     * @throws dev.factstream.schemas.settings.SettingsException if there is no reward model where the settings say
     * @throws dev.factstream.model.checkpoint.CheckpointException if the one there cannot be used
     */
    public static ScorerService start(Settings settings) {
        return start(settings, RewardModels::open);
    }

    /** As {@link #start(Settings)}, with the scores that {@code open} makes of the settings; they are closed with this. */
    static ScorerService start(Settings settings, Function<ScorerSettings, Scores> open) {
        ScorerSettings scorer = ScorerSettings.from(settings);
        TopicNames names = CommonSettings.topicNames(settings);
        try (Admin admin = Admin.create(new KafkaClients(settings).admin(names.group(StreamsConfiguration.ROLE)))) {
            Copartitioning.require(admin, names);
        }
        ScorerCounters counters = new ScorerCounters();
        Scores scores = open.apply(scorer);
        KafkaStreams streams = new KafkaStreams(
                ScorerTopology.build(names, scorer, scores, counters),
                StreamsConfiguration.of(settings, scorer, names));
        streams.setUncaughtExceptionHandler(new ReplaceFailedThreads("scorer", Clock.systemUTC()));
        streams.setStateListener((state, previous) -> LOG.info("Scorer {} (was {})", state, previous));
        streams.start();
        return new ScorerService(streams, counters, scores);
    }

    /** Where the application is in its life; {@code ERROR} means that it has given up. */
    public KafkaStreams.State state() {
        return streams.state();
    }

    /** How long a thread of it has not asked for records. */
    public Duration sincePoll() {
        return LastPoll.ago(streams);
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
        boolean stopped = streams.close(timeout);
        if (stopped && open.compareAndSet(true, false)) { // not under the feet of a thread that still scores
            scores.close();
        }
        return stopped;
    }

    /** As {@link #close(Duration)}, with 30 seconds. */
    @Override
    public void close() {
        if (!close(CLOSE_TIMEOUT)) {
            LOG.warn("The scorer did not stop within {}", CLOSE_TIMEOUT);
        }
    }
}
