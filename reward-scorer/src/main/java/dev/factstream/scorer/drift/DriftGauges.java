package dev.factstream.scorer.drift;

import dev.factstream.schemas.drift.DriftFinding;
import dev.factstream.schemas.drift.DriftRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the newest closed window says, of whichever run it is, for whoever scrapes this process. The topic tells more, and exactly.
 * Thread-safe.
 */
public final class DriftGauges {
    private final Map<String, DriftRecord> newest = new ConcurrentHashMap<>();
    private final LongAdder windows = new LongAdder();

    /** The names of all components. */
    public static List<String> components() {
        return Arrays.stream(Component.values()).map(Component::spelling).toList();
    }

    /** The names of all distances. */
    public static List<String> distances() {
        return List.of(Distances.PSI, Distances.KS, Distances.PAGE_HINKLEY_UP, Distances.PAGE_HINKLEY_DOWN);
    }

    /** The names of all findings. */
    public static List<String> findings() {
        return Arrays.stream(Finding.values()).map(Finding::spelling).toList();
    }

    /** NaN before there is a window. */
    public double mean(String component) {
        DriftRecord record = newest.get(component);
        return record == null ? Double.NaN : record.mean();
    }

    /** NaN before there is a reference. */
    public double distance(String component, String distance) {
        DriftRecord record = newest.get(component);
        return record == null ? Double.NaN : record.distances().getOrDefault(distance, Double.NaN);
    }

    /** For how many windows in a row there is this finding; 0 if the newest gives no cause for it. */
    public double windowsInARow(String finding) {
        DriftRecord summary = newest.get(DriftRecord.FINDINGS);
        return summary == null
                ? 0
                : summary.findings().stream()
                        .filter(one -> one.name().equals(finding))
                        .mapToInt(DriftFinding::windows)
                        .findFirst()
                        .orElse(0);
    }

    /** How many windows this process has closed. */
    public double windows() {
        return windows.sum();
    }

    void show(List<DriftRecord> closed) {
        closed.forEach(record -> newest.put(record.component(), record));
        windows.increment();
    }
}
