package dev.factstream.lab.experiment;

import dev.factstream.schemas.ledger.LedgerRecord;
import java.util.Map;
import java.util.TreeMap;

/**
 * The metrics that the stream recorded for a policy version.
 *
 * @param version the version, from 1
 * @param metrics metrics of its rollouts and its training, by the names of {@link dev.factstream.schemas.metrics.MetricNames}
 */
record VersionMetrics(int version, Map<String, Double> metrics) {
    VersionMetrics {
        metrics = new TreeMap<>(metrics);
    }

    static VersionMetrics of(LedgerRecord record) {
        return new VersionMetrics(record.version(), record.metrics());
    }

    /** Returns a metric by name; NaN if it is missing. */
    double metric(String name) {
        return metrics.getOrDefault(name, Double.NaN);
    }
}
