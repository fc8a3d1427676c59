package dev.factstream.scorer.service;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.pictures.PictureFetcher;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.streams.LastPollAge;
import dev.factstream.runtime.streams.LostOffsetsCheck;
import dev.factstream.runtime.streams.ReplaceThreadExceptionHandler;
import dev.factstream.runtime.streams.UnhandledRecords;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.scorer.scores.ScoringModel;
import dev.factstream.scorer.settings.ScorerSettings;
import dev.factstream.scorer.topology.ScorerCounters;
import dev.factstream.scorer.topology.ScorerTopology;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running scorer. Scorers on the same topics share the partitions; each needs its own state folder. Thread-safe. */
public final class ScorerService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScorerService.class);
    /** Rollouts that were scored within this time are recognised; see {@code scorer.identity.retention.hours}. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    private final KafkaStreams streams;
    private final ScorerCounters counters;
    private final ScoringModel scores;
    private final UnhandledRecords unhandled;
    private final ReplaceThreadExceptionHandler threads;
    private final AtomicBoolean open = new AtomicBoolean(true);

    private ScorerService(
            KafkaStreams streams,
            ScorerCounters counters,
            ScoringModel scores,
            UnhandledRecords unhandled,
            ReplaceThreadExceptionHandler threads) {
        this.streams = streams;
        this.counters = counters;
        this.scores = scores;
        this.unhandled = unhandled;
        this.threads = threads;
    }

    /**
     * Checks the topics, loads the reward model if there is one, and starts. Scoring begins once partitions are assigned.
     *
     * @throws org.apache.kafka.common.KafkaException with a one-line message, if a topic is missing or facts and rollouts differ in
     *     partitions
     * @throws dev.factstream.runtime.settings.SettingsException if the folder of the reward model does not exist
     * @throws dev.factstream.model.checkpoint.ModelFormatException if the reward model cannot be used
     */
    public static ScorerService start(Settings settings) {
        return start(settings, scorer -> RewardModelLoader.open(scorer, PictureFetcher.of(settings)));
    }

    /** As {@link #start(Settings)}, with the scoring model that {@code open} creates from the settings; it is closed with this service. */
    static ScorerService start(Settings settings, Function<ScorerSettings, ScoringModel> open) {
        ScorerSettings scorer = settings.bind(ScorerSettings.class);
        TopicNames names = CommonSettings.topicNames(settings);
        try (Admin admin = Admin.create(new KafkaClients(settings).admin(names.group(ScorerStreamsConfig.ROLE)))) {
            CopartitioningCheck.require(admin, names);
        }
        new LostOffsetsCheck(ScorerStreamsConfig.ROLE, names.rollouts(), OVERLAP)
                .require(new KafkaClients(settings), names);
        ScorerCounters counters = new ScorerCounters();
        ScoringModel scores = open.apply(scorer);
        UnhandledRecords unhandled = new UnhandledRecords(ScorerStreamsConfig.ROLE, names);
        ReplaceThreadExceptionHandler threads = new ReplaceThreadExceptionHandler("scorer", Clock.systemUTC());
        KafkaStreams streams = new KafkaStreams(
                ScorerTopology.build(names, scorer, scores, counters),
                ScorerStreamsConfig.of(settings, scorer, names, unhandled));
        streams.setUncaughtExceptionHandler(threads);
        streams.setStateListener((state, previous) -> LOG.info("Scorer {} (was {})", state, previous));
        streams.start();
        return new ScorerService(streams, counters, scores, unhandled, threads);
    }

    /** Returns the state of the Streams application; {@code ERROR} means that it shut down after repeated failures. */
    public KafkaStreams.State state() {
        return streams.state();
    }

    /** Returns why it takes no more records until it is upgraded. */
    public Optional<String> upgrade() {
        return threads.upgrade();
    }

    /** Returns the longest time since one of its threads polled for records. */
    public Duration sincePoll() {
        return LastPollAge.age(streams);
    }

    /** Returns how many records no processor could handle, all of which are dead letters. */
    public long unhandledRecords() {
        return unhandled.count();
    }

    /** Returns how many of its threads have failed and were replaced since the start. */
    public long failedThreads() {
        return threads.failures();
    }

    /** Returns the counters of the work done since the start. */
    public ScorerCounters counters() {
        return counters;
    }

    /**
     * Commits finished work and stops. Idempotent.
     *
     * @return whether all threads stopped in time
     */
    public boolean close(Duration timeout) {
        boolean stopped = streams.close(timeout);
        if (stopped && open.compareAndSet(true, false)) { // a thread that did not stop may still use the model
            scores.close();
        }
        return stopped;
    }

    /** As {@link #close(Duration)}, with a timeout of 30 seconds. */
    @Override
    public void close() {
        if (!close(CLOSE_TIMEOUT)) {
            LOG.warn("The scorer did not stop within {}", CLOSE_TIMEOUT);
        }
    }
}
