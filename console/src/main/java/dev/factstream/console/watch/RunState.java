package dev.factstream.console.watch;

import dev.factstream.console.drift.DriftWindows;
import dev.factstream.learner.alarm.Alarm;
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
 * What the drift application says of a run.
 *
 * @param stream the run, or what of it is not trained on
 * @param rollouts counted so far
 * @param newest what sums up the newest window, which may be open
 * @param components the newest record of each component, and its means over the last windows
 * @param findings those of the last windows that have any, the newest first
 * @param unacknowledged an alarm that nobody has acknowledged
 * @param paused whether the learner waits for that
 */
public record RunState(
        String stream,
        long rollouts,
        DriftRecord newest,
        Map<String, Component> components,
        List<Dated> findings,
        Optional<Alarm> unacknowledged,
        boolean paused) {
    private static final int MOST_MEANS = 24;
    private static final int MOST_FINDINGS = 6;

    /**
     * A component.
     *
     * @param record the newest window that has distances, or the newest at all
     * @param means of the last windows, the oldest first
     */
    public record Component(DriftRecord record, List<Double> means) {}

    /**
     * A finding and when it was made.
     *
     * @param standing whether it was made in the newest closed window
     */
    public record Dated(long window, int version, DriftFinding finding, boolean standing) {}

    /** @param stream of which {@code drift} has at least one summary */
    public static RunState of(String stream, DriftWindows drift) {
        NavigableMap<Long, SortedMap<String, DriftRecord>> windows = drift.windows(stream);
        List<DriftRecord> summaries = drift.summaries(stream);
        Map<String, Component> components = new TreeMap<>();
        windows.values()
                .forEach(window -> window.values().stream()
                        .filter(record -> !record.component().equals(DriftRecord.FINDINGS))
                        .forEach(record -> components.merge(
                                record.component(), new Component(record, List.of(record.mean())), RunState::later)));
        return new RunState(
                stream,
                drift.rollouts(stream),
                summaries.get(summaries.size() - 1),
                components,
                findings(summaries),
                drift.unacknowledged(stream),
                false);
    }

    /** The same of a run whose learner waits until the alarm is acknowledged. */
    RunState ofPausedLearner() {
        return new RunState(stream, rollouts, newest, components, findings, unacknowledged, true);
    }

    /** The run that the stream is of. */
    String run() {
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

    private static List<Dated> findings(List<DriftRecord> summaries) {
        long newestClosed = summaries.stream()
                .filter(DriftRecord::closed)
                .mapToLong(DriftRecord::window)
                .max()
                .orElse(-1);
        List<Dated> all = new ArrayList<>();
        for (DriftRecord summary : summaries) {
            summary.findings()
                    .forEach(finding -> all.add(new Dated(
                            summary.window(), summary.lastVersion(), finding, summary.window() == newestClosed)));
        }
        Collections.reverse(all);
        return List.copyOf(all.subList(0, Math.min(MOST_FINDINGS, all.size())));
    }

    /** Whether an alarm stands. */
    public boolean isAlarmed() {
        return findings.stream()
                .anyMatch(dated -> dated.standing() && dated.finding().isAlarm());
    }
}
