package dev.factstream.drift.stream;

import dev.factstream.drift.window.Distances;
import dev.factstream.drift.window.DriftComponent;
import dev.factstream.drift.window.FindingType;
import dev.factstream.schemas.drift.DriftFinding;
import dev.factstream.schemas.drift.DriftRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Gauges of the newest closed window of any run, for scraping this process. The topic has all values, exactly. Thread-safe. */
public final class DriftGauges {
    private final Map<String, DriftRecord> newest = new ConcurrentHashMap<>();
    private final LongAdder windows = new LongAdder();
    private final LongAdder skipped = new LongAdder();

    /** Returns the names of all components. */
    public static List<String> components() {
        return Arrays.stream(DriftComponent.values())
                .map(DriftComponent::spelling)
                .toList();
    }

    /** Returns the names of all distances. */
    public static List<String> distances() {
        return List.of(DriftRecord.PSI, Distances.KS, Distances.PAGE_HINKLEY_UP, Distances.PAGE_HINKLEY_DOWN);
    }

    /** Returns the names of all findings. */
    public static List<String> findings() {
        return Arrays.stream(FindingType.values()).map(FindingType::spelling).toList();
    }

    /** Returns the mean of a component; NaN before the first window. */
    public double mean(String component) {
        DriftRecord record = newest.get(component);
        return record == null ? Double.NaN : record.mean();
    }

    /** Returns a distance of a component; NaN before there is a reference. */
    public double distance(String component, String distance) {
        DriftRecord record = newest.get(component);
        return record == null ? Double.NaN : record.distances().getOrDefault(distance, Double.NaN);
    }

    /** Returns for how many windows in a row a finding has lasted; 0 if the newest window does not have it. */
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

    /** Returns how many windows this process has closed. */
    public double windows() {
        return windows.sum();
    }

    /** Returns how many records of its inputs this process has skipped, because they cannot be decoded. */
    public double skipped() {
        return skipped.sum();
    }

    void countSkipped() {
        skipped.increment();
    }

    void update(List<DriftRecord> closed) {
        closed.forEach(record -> newest.put(record.component(), record));
        windows.increment();
    }
}
