package dev.factstream.learner.alarm;

import dev.factstream.learner.ppo.MetricNames;
import dev.factstream.schemas.drift.DriftRecord;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.topics.TopicNames;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks between two versions what is to be done about alarms. Whatever it decides is recorded with the version that follows, under
 * {@link MetricNames#PAUSE_SECONDS}, {@link MetricNames#ALARM_DRIFT_WINDOW} and {@link MetricNames#ALARM_CANARY_WINDOW}; a replay needs
 * nothing else, since a pause changes no bit of a version, and a rollback is one in the ledger.
 *
 * <p>When a learner starts, alarms that stand in the newest window count, and none that has passed or that the ledger says was dealt
 * with. Not thread-safe, but for {@link #pausedBy}.
 */
public final class AlarmWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AlarmWatch.class);

    private final OnAlarm mode;
    private final String runId;
    private final Clock clock;
    private final StreamAlarms trained;
    private final StreamAlarms canaries;
    private final Optional<AlarmReader> reader;
    private volatile Optional<Alarm> pausedBy = Optional.empty();
    private long pausedAtMillis;
    private long pausedMillis;

    /**
     * @param ledger of the run so far
     * @throws dev.factstream.learner.log.MissingTopicException if {@code reward-drift} has not been made, and alarms matter
     */
    public AlarmWatch(
            OnAlarm mode,
            KafkaClients clients,
            TopicNames names,
            String runId,
            List<LedgerRecord> ledger,
            Clock clock) {
        this.mode = mode;
        this.runId = runId;
        this.clock = clock;
        List<String> streams = DriftRecord.streamsOf(runId);
        trained = new StreamAlarms(streams.get(0));
        canaries = new StreamAlarms(streams.get(1));
        reader = mode == OnAlarm.IGNORE
                ? Optional.empty()
                : Optional.of(new AlarmReader(clients, names, List.of(trained, canaries)));
        ledger.forEach(record -> {
            trained.handle(window(record, MetricNames.ALARM_DRIFT_WINDOW));
            canaries.handle(window(record, MetricNames.ALARM_CANARY_WINDOW));
        });
        reader.ifPresent(AlarmReader::catchUp);
        trained.forgetPast();
        canaries.forgetPast();
    }

    private static long window(LedgerRecord record, String metric) {
        return record.metrics().getOrDefault(metric, -1.0).longValue();
    }

    /** Looks at what has come; returns the alarm to roll back for, and is {@linkplain #pausedBy paused} or not from now on. */
    public Optional<Alarm> look() {
        reader.ifPresent(AlarmReader::poll);
        Optional<Alarm> pending = trained.pending().or(canaries::pending);
        if (mode == OnAlarm.PAUSE) {
            pause(pending);
        }
        return mode == OnAlarm.ROLLBACK ? pending : Optional.empty();
    }

    private void pause(Optional<Alarm> alarm) {
        if (alarm.isPresent() && pausedBy.isEmpty()) {
            pausedAtMillis = clock.millis();
            LOG.warn("Paused by {}; 'factstream acknowledge --run {}' lets it go on", alarm.get(), runId);
        } else if (alarm.isEmpty() && pausedBy.isPresent()) {
            pausedMillis += clock.millis() - pausedAtMillis;
            LOG.warn("Goes on after a pause of {} s", pausedMillis / 1000);
        }
        pausedBy = alarm;
    }

    /** The alarm because of which no version may be made now. Thread-safe. */
    public Optional<Alarm> pausedBy() {
        return pausedBy;
    }

    /** All alarms so far have been dealt with, by a rollback. */
    public void settle() {
        trained.handle(trained.newestWindow());
        canaries.handle(canaries.newestWindow());
    }

    /** For the ledger: how long it paused since the last call, and what has been dealt with so far. */
    public Map<String, Double> takeDecisions() {
        Map<String, Double> decisions = new TreeMap<>();
        decisions.put(MetricNames.PAUSE_SECONDS, pausedMillis / 1e3);
        pausedMillis = 0;
        if (trained.handled() >= 0) {
            decisions.put(MetricNames.ALARM_DRIFT_WINDOW, (double) trained.handled());
        }
        if (canaries.handled() >= 0) {
            decisions.put(MetricNames.ALARM_CANARY_WINDOW, (double) canaries.handled());
        }
        return decisions;
    }

    @Override
    public void close() {
        reader.ifPresent(AlarmReader::close);
    }
}
