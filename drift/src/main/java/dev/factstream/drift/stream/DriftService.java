package dev.factstream.drift.stream;

import dev.factstream.drift.settings.DriftSettings;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.StartOffsets;
import dev.factstream.runtime.kafka.TopicFollower;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.streams.ExactlyOnceConfig;
import dev.factstream.runtime.streams.LastPollAge;
import dev.factstream.runtime.streams.LostOffsetsCheck;
import dev.factstream.runtime.streams.ReplaceThreadExceptionHandler;
import dev.factstream.runtime.streams.UnhandledRecords;
import dev.factstream.schemas.topics.TopicNames;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running drift application: reads scored rollouts and the ledger, and writes windows and findings to {@code reward-drift},
 * exactly once. It depends on the learner and the scorer only through their topics. One instance serves a stream; a second one is a
 * standby. Thread-safe.
 */
public final class DriftService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DriftService.class);
    private static final String ROLE = "drift";
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    private final KafkaStreams streams;
    private final DriftGauges gauges;
    private final UnhandledRecords unhandled;
    private final ReplaceThreadExceptionHandler threads;

    private DriftService(
            KafkaStreams streams,
            DriftGauges gauges,
            UnhandledRecords unhandled,
            ReplaceThreadExceptionHandler threads) {
        this.streams = streams;
        this.gauges = gauges;
        this.unhandled = unhandled;
        this.threads = threads;
    }

    /**
     * Starts the application in background threads.
     *
     * @throws dev.factstream.runtime.kafka.MissingTopicException if a topic that it writes does not exist
     */
    public static DriftService start(Settings settings) {
        DriftSettings drift = settings.bind(DriftSettings.class);
        TopicNames names = CommonSettings.topicNames(settings);
        KafkaClients clients = new KafkaClients(settings);
        requireOutputs(clients, names);
        new LostOffsetsCheck(ROLE, names.scoredRollouts(), Duration.ZERO).require(clients, names);
        DriftGauges gauges = new DriftGauges();
        UnhandledRecords unhandled = new UnhandledRecords(ROLE, names);
        ReplaceThreadExceptionHandler threads =
                new ReplaceThreadExceptionHandler("drift application", Clock.systemUTC());
        KafkaStreams streams = new KafkaStreams(
                DriftTopology.build(names, drift, gauges),
                new ExactlyOnceConfig(ROLE, drift.instanceId(), drift.commitInterval(), drift.stateDir())
                        .properties(clients, names, unhandled));
        streams.setUncaughtExceptionHandler(threads);
        streams.setStateListener((state, previous) -> LOG.info("Drift application {} (was {})", state, previous));
        streams.start();
        return new DriftService(streams, gauges, unhandled, threads);
    }

    /** Kafka Streams would retry for minutes. */
    private static void requireOutputs(KafkaClients clients, TopicNames names) {
        TopicFollower.open(
                        clients.scanner("factstream-drift-check"),
                        StartOffsets.last(0),
                        names.rewardDrift(),
                        names.openWindows())
                .close();
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

    /** Returns the gauges of the newest window. */
    public DriftGauges gauges() {
        return gauges;
    }

    /**
     * Commits finished work and stops. Idempotent.
     *
     * @return whether all threads stopped in time
     */
    public boolean close(Duration timeout) {
        return streams.close(timeout);
    }

    /** As {@link #close(Duration)}, with a timeout of 30 seconds. */
    @Override
    public void close() {
        if (!close(CLOSE_TIMEOUT)) {
            LOG.warn("The drift application did not stop within {}", CLOSE_TIMEOUT);
        }
    }
}
