package dev.factstream.dashboard;

import dev.factstream.schemas.ledger.DroppedTicket;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.metrics.MetricNames;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A policy version from the ledger.
 *
 * @param atMillis creation time since the epoch
 * @param seconds since the previous version; empty for the first
 * @param rollouts number it was trained on
 * @param metrics shown on the page, by ledger name
 * @param drops tickets closed without training, by reason
 * @param rolledBackTo the version whose weights it restores, if it is a rollback
 */
record VersionPoint(
        int version,
        long atMillis,
        OptionalDouble seconds,
        int rollouts,
        Map<String, Double> metrics,
        Map<String, Integer> drops,
        OptionalInt rolledBackTo) {
    /** The metrics that the page gets; its scripts use the same names. */
    static final List<String> SHOWN = List.of(
            MetricNames.REWARD,
            MetricNames.REWARD_MODEL,
            MetricNames.REWARD_CORRECTNESS,
            MetricNames.REWARD_LENGTH,
            MetricNames.REWARD_MISSING_END,
            MetricNames.CORRECT_RATE,
            MetricNames.FACT_COVERAGE,
            MetricNames.EVASIVE_RATE,
            MetricNames.RESPONSE_LENGTH,
            MetricNames.ENDED_RATE,
            MetricNames.STALENESS_MIN,
            MetricNames.STALENESS_MEAN,
            MetricNames.STALENESS_MAX,
            MetricNames.KL,
            MetricNames.ENTROPY,
            MetricNames.WAIT_SECONDS,
            MetricNames.COMPUTE_SECONDS,
            MetricNames.ALARM_SYNC,
            MetricNames.ALARM_MISMATCH);

    /** @param before the previous version; empty for the first */
    static VersionPoint of(LedgerRecord record, Optional<VersionPoint> before) {
        Map<String, Double> metrics = new TreeMap<>();
        for (String name : SHOWN) {
            Double value = record.metrics().get(name);
            if (value != null && Double.isFinite(value)) {
                metrics.put(name, value);
            }
        }
        return new VersionPoint(
                record.version(),
                record.createdAtMillis(),
                before.map(older -> OptionalDouble.of((record.createdAtMillis() - older.atMillis) / 1e3))
                        .orElse(OptionalDouble.empty()),
                record.inputs().size(),
                metrics,
                counted(record.drops(), Map.of()),
                record.rolledBackTo());
    }

    /** Returns this version with the drops of a later record that only issued tickets. */
    VersionPoint with(LedgerRecord later) {
        return new VersionPoint(
                version, atMillis, seconds, rollouts, metrics, counted(later.drops(), drops), rolledBackTo);
    }

    private static Map<String, Integer> counted(List<DroppedTicket> drops, Map<String, Integer> before) {
        Map<String, Integer> counted = new TreeMap<>(before);
        drops.forEach(drop ->
                counted.merge(drop.reason().name().toLowerCase(Locale.ROOT).replace('_', ' '), 1, Integer::sum));
        return counted;
    }
}
