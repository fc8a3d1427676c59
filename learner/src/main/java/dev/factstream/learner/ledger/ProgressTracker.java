package dev.factstream.learner.ledger;

import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.metrics.MetricNames;
import dev.factstream.schemas.run.RunProgress;
import dev.factstream.schemas.run.SettledTickets;
import java.util.Optional;

/**
 * Follows the ledger of a run for its {@link RunProgress}: the newest published versions, and the drift windows whose alarms have
 * been handled. Its size does not depend on the number of records. Not thread-safe.
 */
public final class ProgressTracker {

    private final PublishedHashes published;
    private long handledWindow = -1;
    private long handledCanaryWindow = -1;

    /** @param kept number of newest versions to keep; at least as many as may answer a ticket */
    public ProgressTracker(int kept) {
        published = new PublishedHashes(kept);
    }

    /** Continues from the progress of the run's newest state. */
    public void resume(RunProgress progress) {
        progress.published().forEach(version -> published.add(version.version(), version.adapterHash()));
        handledWindow = progress.handledWindow();
        handledCanaryWindow = progress.handledCanaryWindow();
    }

    /** Adds the next record of the run. */
    public void add(LedgerRecord record) {
        published.add(record.version(), record.adapterHash());
        handledWindow = Math.max(handledWindow, window(record, MetricNames.ALARM_DRIFT_WINDOW));
        handledCanaryWindow = Math.max(handledCanaryWindow, window(record, MetricNames.ALARM_CANARY_WINDOW));
    }

    private static long window(LedgerRecord record, String metric) {
        return record.metrics().getOrDefault(metric, -1.0).longValue();
    }

    /** The newest published versions; a live view. */
    public PublishedHashes published() {
        return published;
    }

    /** The newest drift window of trained rollouts whose alarms have been handled; -1 if there is none. */
    public long handledWindow() {
        return handledWindow;
    }

    /** The same for canaries. */
    public long handledCanaryWindow() {
        return handledCanaryWindow;
    }

    /** The progress after the newest record; see {@link RunProgress} for the arguments. */
    public RunProgress progress(
            int admissionVersion, long admissionTrained, boolean pausesOnAlarm, Optional<SettledTickets> settled) {
        return new RunProgress(
                admissionVersion,
                admissionTrained,
                published.all(),
                handledWindow,
                handledCanaryWindow,
                pausesOnAlarm,
                settled);
    }
}
