package dev.factstream.console.experiment;

import dev.factstream.schemas.ledger.LedgerRecord;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the stream recorded of a policy version.
 *
 * @param version from 1
 * @param metrics of the rollouts that made it and of its training, by the names of {@link dev.factstream.learner.ppo.MetricNames}
 */
record VersionMetrics(int version, Map<String, Double> metrics) {
    VersionMetrics {
        metrics = new TreeMap<>(metrics);
    }

    static VersionMetrics of(LedgerRecord record) {
        return new VersionMetrics(record.version(), record.metrics());
    }

    /** A metric by name; NaN if there is none of that name. */
    double metric(String name) {
        return metrics.getOrDefault(name, Double.NaN);
    }
}
