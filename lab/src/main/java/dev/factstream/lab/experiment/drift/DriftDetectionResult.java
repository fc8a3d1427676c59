package dev.factstream.lab.experiment.drift;

import dev.factstream.drift.reader.DriftWindows;
import dev.factstream.schemas.drift.DriftFinding;
import dev.factstream.schemas.drift.DriftRecord;
import dev.factstream.schemas.drift.FindingLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The findings of the drift application in a stream.
 *
 * @param stream the name of the stream
 * @param windows number of closed windows
 * @param rollouts number of rollouts in all windows
 * @param expected the expected finding; an empty string if none
 * @param windowsUntilNamed windows from the first faulty version to the expected finding; empty if it was not found
 * @param unexpected alarms and events that were not expected
 */
public record DriftDetectionResult(
        String stream,
        int windows,
        long rollouts,
        String expected,
        Optional<Integer> windowsUntilNamed,
        TreeSet<String> unexpected) {
    public static final String HEAD =
            "| stream | windows | rollouts | expected finding | windows until named | unexpected findings |"
                    + System.lineSeparator() + "|---|---|---|---|---|---|";

    /** The maximum number of windows until the expected finding. */
    static final int MOST_WINDOWS = 5;

    /** Returns the outcomes of the training stream and, if there are canaries, of the canary stream. */
    static List<DriftDetectionResult> of(InjectedRecording replay, DriftWindows drift) {
        List<String> streams = DriftRecord.streamsOf(replay.recording().name());
        List<DriftDetectionResult> outcomes = new ArrayList<>();
        outcomes.add(of(streams.get(0), replay.injection().expectedFinding(), drift));
        if (replay.recording().hasCanaries()) {
            String expected = replay.injection().expectedCanaryFinding().orElseThrow();
            outcomes.add(of(streams.get(1), expected, drift));
        }
        return outcomes;
    }

    private static DriftDetectionResult of(String stream, String expected, DriftWindows drift) {
        List<DriftRecord> windows =
                drift.summaries(stream).stream().filter(DriftRecord::closed).toList();
        int first = 0;
        while (first < windows.size() && windows.get(first).lastVersion() < FaultInjection.FIRST) {
            first++;
        }
        Optional<Integer> after = Optional.empty();
        TreeSet<String> unexpected = new TreeSet<>();
        for (int window = 0; window < windows.size(); window++) {
            for (DriftFinding finding : windows.get(window).findings()) {
                if (finding.level() == FindingLevel.SUSPICION) {
                    continue;
                }
                if (window >= first && finding.name().equals(expected)) {
                    after = after.isPresent() ? after : Optional.of(window - first + 1);
                } else {
                    unexpected.add(finding.name());
                }
            }
        }
        return new DriftDetectionResult(stream, windows.size(), drift.rollouts(stream), expected, after, unexpected);
    }

    public boolean isAsExpected() {
        boolean named = expected.isEmpty()
                || windowsUntilNamed.map(count -> count <= MOST_WINDOWS).orElse(false);
        return named && unexpected.isEmpty();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %s | %s | %s |",
                stream,
                windows,
                rollouts,
                expected.isEmpty() ? "nothing" : expected,
                expected.isEmpty()
                        ? "-"
                        : windowsUntilNamed.map(Object::toString).orElse("never"),
                unexpected.isEmpty() ? "nothing" : String.join(", ", unexpected));
    }
}
