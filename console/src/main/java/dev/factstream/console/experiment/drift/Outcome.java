package dev.factstream.console.experiment.drift;

import dev.factstream.console.drift.DriftWindows;
import dev.factstream.schemas.drift.DriftFinding;
import dev.factstream.schemas.drift.DriftRecord;
import dev.factstream.schemas.drift.FindingLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What was found in a stream.
 *
 * @param stream its name
 * @param windows that were closed
 * @param rollouts counted, and published
 * @param expected the finding that must be made; empty if none
 * @param after how many windows after the beginning of the injection it was named; empty if it never was
 * @param others alarms and events that nobody expected
 */
record Outcome(
        String stream, int windows, long rollouts, String expected, Optional<Integer> after, TreeSet<String> others) {
    static final String HEAD =
            "| stream | windows | rollouts | to be named | after windows | named wrongly |%n|---|---|---|---|---|---|"
                    .formatted();

    /** Within so many windows it must be named. */
    static final int MOST_WINDOWS = 5;

    /** Of the stream that is trained on, and of the canaries, if there are some. */
    static List<Outcome> of(Replay replay, DriftWindows drift) {
        List<String> streams = DriftRecord.streamsOf(replay.recording().name());
        List<Outcome> outcomes = new ArrayList<>();
        outcomes.add(of(streams.get(0), replay.injection().finding(), drift));
        if (replay.recording().hasCanaries()) {
            String expected = replay.injection().findingOfCanaries().orElseThrow();
            outcomes.add(of(streams.get(1), expected, drift));
        }
        return outcomes;
    }

    private static Outcome of(String stream, String expected, DriftWindows drift) {
        List<DriftRecord> windows =
                drift.summaries(stream).stream().filter(DriftRecord::closed).toList();
        int first = 0;
        while (first < windows.size() && windows.get(first).lastVersion() < Injection.FIRST) {
            first++;
        }
        Optional<Integer> after = Optional.empty();
        TreeSet<String> others = new TreeSet<>();
        for (int window = 0; window < windows.size(); window++) {
            for (DriftFinding finding : windows.get(window).findings()) {
                if (finding.level() == FindingLevel.SUSPICION) {
                    continue;
                }
                if (window >= first && finding.name().equals(expected)) {
                    after = after.isPresent() ? after : Optional.of(window - first + 1);
                } else {
                    others.add(finding.name());
                }
            }
        }
        return new Outcome(stream, windows.size(), drift.rollouts(stream), expected, after, others);
    }

    boolean isAsExpected() {
        boolean named = expected.isEmpty()
                || after.map(windows -> windows <= MOST_WINDOWS).orElse(false);
        return named && others.isEmpty();
    }

    @Override
    public String toString() {
        return "| %s | %d | %d | %s | %s | %s |"
                .formatted(
                        stream,
                        windows,
                        rollouts,
                        expected.isEmpty() ? "nothing" : expected,
                        expected.isEmpty() ? "-" : after.map(Object::toString).orElse("never"),
                        others.isEmpty() ? "nothing" : String.join(", ", others));
    }
}
