package dev.factstream.lab.experiment;

import dev.factstream.schemas.ledger.LedgerRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The metrics that the stream recorded for a policy version.
 *
 * @param version the version, from 1
 * @param metrics metrics of its rollouts and its training, by the names of {@link dev.factstream.schemas.metrics.MetricNames}
 */
public record VersionMetrics(int version, Map<String, Double> metrics) {
    public VersionMetrics {
        metrics = new TreeMap<>(metrics);
    }

    static VersionMetrics of(LedgerRecord record) {
        return new VersionMetrics(record.version(), record.metrics());
    }

    /** Returns a metric by name; NaN if it is missing. */
    public double metric(String name) {
        return metrics.getOrDefault(name, Double.NaN);
    }

    /** Returns the mean of a metric over some versions; NaN if there is no version, or one lacks the metric. */
    static double mean(List<VersionMetrics> versions, String name) {
        return versions.stream()
                .mapToDouble(version -> version.metric(name))
                .average()
                .orElse(Double.NaN);
    }
}
