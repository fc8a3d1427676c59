package dev.factstream.learner.alarm;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.schemas.drift.DriftAlarm;
import dev.factstream.schemas.drift.DriftRecord;
import dev.factstream.schemas.drift.StreamAlarms;
import dev.factstream.schemas.metrics.MetricNames;
import dev.factstream.schemas.topics.TopicNames;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides between two versions how to react to alarms. The next version records the decisions under {@link
 * MetricNames#PAUSE_SECONDS}, {@link MetricNames#ALARM_DRIFT_WINDOW} and {@link MetricNames#ALARM_CANARY_WINDOW}. A
 * replay needs nothing else, because a pause changes no bit of a version and a rollback is recorded in the ledger.
 *
 * <p>When a learner starts, the alarms of the newest window count. Alarms that have passed, or that the ledger records
 * as handled, do not. Not thread-safe, except for {@link #pausedBy}.
 */
public final class DriftAlarmMonitor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DriftAlarmMonitor.class);

    private final AlarmAction mode;
    private final String runId;
    private final Clock clock;
    private final StreamAlarms trained;
    private final StreamAlarms canaries;
    private final Optional<DriftAlarmReader> reader;
    private volatile Optional<DriftAlarm> pausedBy = Optional.empty();
    private long pausedAtMillis;
    private long pausedMillis;

    /**
     * @param handled the newest window of trained rollouts whose alarms the run has handled; -1 if there is none
     * @param handledCanaries the same for canaries
     * @throws dev.factstream.runtime.kafka.MissingTopicException if {@code reward-drift} does not exist and alarms are
     *     not ignored
     */
    public DriftAlarmMonitor(
            AlarmAction mode,
            KafkaClients clients,
            TopicNames names,
            String runId,
            long handled,
            long handledCanaries,
            Clock clock) {
        this.mode = mode;
        this.runId = runId;
        this.clock = clock;
        List<String> streams = DriftRecord.streamsOf(runId);
        trained = new StreamAlarms(streams.get(0));
        canaries = new StreamAlarms(streams.get(1));
        reader = mode == AlarmAction.IGNORE
                ? Optional.empty()
                : Optional.of(new DriftAlarmReader(clients, names, List.of(trained, canaries)));
        trained.markHandled(handled);
        canaries.markHandled(handledCanaries);
        reader.ifPresent(DriftAlarmReader::catchUp);
        trained.removePassed();
        canaries.removePassed();
    }

    /** Reads new alarms and updates {@link #pausedBy}; returns the alarm to roll back for, if any. */
    public Optional<DriftAlarm> poll() {
        reader.ifPresent(DriftAlarmReader::poll);
        Optional<DriftAlarm> pending = trained.pending().or(canaries::pending);
        if (mode == AlarmAction.PAUSE) {
            pause(pending);
        }
        return mode == AlarmAction.ROLLBACK ? pending : Optional.empty();
    }

    private void pause(Optional<DriftAlarm> alarm) {
        if (alarm.isPresent() && pausedBy.isEmpty()) {
            pausedAtMillis = clock.millis();
            LOG.warn("Paused by {}; run 'factstream acknowledge --run {}' to continue", alarm.get(), runId);
        } else if (alarm.isEmpty() && pausedBy.isPresent()) {
            pausedMillis += clock.millis() - pausedAtMillis;
            LOG.warn("Resumed after a pause of {} s", pausedMillis / 1000);
        }
        pausedBy = alarm;
    }

    /** The alarm that pauses training, if any. Thread-safe. */
    public Optional<DriftAlarm> pausedBy() {
        return pausedBy;
    }

    /** Marks all alarms so far as handled, by a rollback. */
    public void markAllHandled() {
        trained.markHandled(trained.newestWindow());
        canaries.markHandled(canaries.newestWindow());
    }

    /**
     * Returns, for the ledger, the seconds of pause since the last call and the newest windows that have been handled.
     */
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
        reader.ifPresent(DriftAlarmReader::close);
    }
}
