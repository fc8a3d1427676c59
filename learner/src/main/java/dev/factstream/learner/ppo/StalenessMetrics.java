package dev.factstream.learner.ppo;

import dev.factstream.schemas.metrics.MetricNames;
import dev.factstream.schemas.rollout.Rollout;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Staleness of rollouts at their training, in versions. It is the sum of two parts: versions published while the answer was
 * generated, and versions published while the rollout was queued.
 */
final class StalenessMetrics {

    private StalenessMetrics() {}

    /** @param version the newest version when training starts */
    static void put(List<Rollout> rollouts, int version, Map<String, Double> metrics) {
        IntSummaryStatistics all = summary(rollouts, rollout -> version - rollout.oldestVersion());
        metrics.put(MetricNames.STALENESS_MIN, (double) all.getMin());
        metrics.put(MetricNames.STALENESS_MEAN, all.getAverage());
        metrics.put(MetricNames.STALENESS_MAX, (double) all.getMax());
        IntSummaryStatistics flight = summary(rollouts, rollout -> rollout.newestVersion() - rollout.oldestVersion());
        metrics.put(MetricNames.FLIGHT_MIN, (double) flight.getMin());
        metrics.put(MetricNames.FLIGHT_MEAN, flight.getAverage());
        metrics.put(MetricNames.FLIGHT_MAX, (double) flight.getMax());
        IntSummaryStatistics queue = summary(rollouts, rollout -> version - rollout.newestVersion());
        metrics.put(MetricNames.QUEUE_MIN, (double) queue.getMin());
        metrics.put(MetricNames.QUEUE_MEAN, queue.getAverage());
        metrics.put(MetricNames.QUEUE_MAX, (double) queue.getMax());
    }

    private static IntSummaryStatistics summary(List<Rollout> rollouts, ToIntFunction<Rollout> age) {
        return rollouts.stream().mapToInt(age).summaryStatistics();
    }
}
