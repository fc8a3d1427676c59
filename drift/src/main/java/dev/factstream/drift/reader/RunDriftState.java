package dev.factstream.drift.reader;

import dev.factstream.schemas.drift.DriftAlarm;
import dev.factstream.schemas.drift.DriftFinding;
import dev.factstream.schemas.drift.DriftRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The drift state of a run.
 *
 * @param stream the run id, or its id with the purpose of rollouts that are not trained on
 * @param rollouts number counted so far
 * @param newest summary of the newest window, which may be open
 * @param components by name, the newest record and the means of the last windows
 * @param findings of the last windows, newest first
 * @param unacknowledged an alarm that has not been acknowledged
 * @param paused whether the learner waits for the acknowledgement
 */
public record RunDriftState(
        String stream,
        long rollouts,
        DriftRecord newest,
        Map<String, Component> components,
        List<DatedFinding> findings,
        Optional<DriftAlarm> unacknowledged,
        boolean paused) {
    private static final int MOST_MEANS = 24;
    private static final int MOST_FINDINGS = 6;

    /**
     * The state of a component.
     *
     * @param record the newest window with distances, or else the newest window
     * @param means of the last windows, oldest first
     */
    public record Component(DriftRecord record, List<Double> means) {}

    /**
     * A finding and its window.
     *
     * @param standing whether the window is the newest closed one
     */
    public record DatedFinding(long window, int version, DriftFinding finding, boolean standing) {}

    /** @param stream a stream with at least one summary in {@code drift} */
    public static RunDriftState of(String stream, DriftWindows drift) {
        NavigableMap<Long, SortedMap<String, DriftRecord>> windows = drift.windows(stream);
        List<DriftRecord> summaries = drift.summaries(stream);
        Map<String, Component> components = new TreeMap<>();
        windows.values()
                .forEach(window -> window.values().stream()
                        .filter(record -> !record.component().equals(DriftRecord.FINDINGS))
                        .forEach(record -> components.merge(
                                record.component(),
                                new Component(record, List.of(record.mean())),
                                RunDriftState::later)));
        return new RunDriftState(
                stream,
                drift.rollouts(stream),
                summaries.get(summaries.size() - 1),
                components,
                findings(summaries),
                drift.unacknowledged(stream),
                false);
    }

    /** Returns this state with {@code paused} set. */
    public RunDriftState withPausedLearner() {
        return new RunDriftState(stream, rollouts, newest, components, findings, unacknowledged, true);
    }

    /** The run id of the stream. */
    public String run() {
        int purpose = stream.lastIndexOf('@');
        return purpose < 0 ? stream : stream.substring(0, purpose);
    }

    private static Component later(Component before, Component next) {
        List<Double> means = new ArrayList<>(before.means());
        means.addAll(next.means());
        boolean open = !next.record().closed() && !before.record().distances().isEmpty();
        return new Component(
                open ? before.record() : next.record(),
                means.subList(Math.max(0, means.size() - MOST_MEANS), means.size()));
    }

    private static List<DatedFinding> findings(List<DriftRecord> summaries) {
        long newestClosed = summaries.stream()
                .filter(DriftRecord::closed)
                .mapToLong(DriftRecord::window)
                .max()
                .orElse(-1);
        List<DatedFinding> all = new ArrayList<>();
        for (DriftRecord summary : summaries) {
            summary.findings()
                    .forEach(finding -> all.add(new DatedFinding(
                            summary.window(), summary.lastVersion(), finding, summary.window() == newestClosed)));
        }
        Collections.reverse(all);
        return List.copyOf(all.subList(0, Math.min(MOST_FINDINGS, all.size())));
    }

    /** Returns whether the newest closed window has an alarm. */
    public boolean isAlarmed() {
        return findings.stream()
                .anyMatch(dated -> dated.standing() && dated.finding().isAlarm());
    }
}
