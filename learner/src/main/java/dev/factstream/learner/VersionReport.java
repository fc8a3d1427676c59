package dev.factstream.learner;

import dev.factstream.schemas.ledger.DropReason;
import dev.factstream.schemas.ledger.TicketCounts;
import java.util.Map;

/**
 * A policy version that has just been published.
 *
 * @param version counts from 1
 * @param metrics by the names of {@link dev.factstream.schemas.metrics.MetricNames}, as in the ledger
 * @param drops tickets closed without training since the previous version, by reason
 * @param counts counts of the run's tickets so far
 * @param duplicates outcomes of tickets that already had one, since the start of this process
 * @param waitSeconds how long the learner waited for the batch
 * @param workSeconds how long it computed and published
 */
public record VersionReport(
        int version,
        Map<String, Double> metrics,
        Map<DropReason, Integer> drops,
        TicketCounts counts,
        long duplicates,
        double waitSeconds,
        double workSeconds) {

    public VersionReport {
        metrics = Map.copyOf(metrics);
        drops = Map.copyOf(drops);
    }

    /** Number of tickets closed without training since the previous version. */
    public int dropped() {
        return drops.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** A metric by name; NaN if the version has none of that name. */
    public double metric(String name) {
        return metrics.getOrDefault(name, Double.NaN);
    }
}
