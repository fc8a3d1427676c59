package dev.factstream.lab.experiment;

import dev.factstream.evaluation.heldout.CorrectRate;
import dev.factstream.schemas.metrics.MetricNames;
import java.util.List;

/**
 * The result of a run of the staleness experiment.
 *
 * @param arm the arm of the run
 * @param seed the seed of the run
 * @param versions the metrics that the stream recorded for each version, from 1
 * @param heldOut correct rates of the last version
 */
record StalenessResult(StalenessArm arm, long seed, List<VersionMetrics> versions, CorrectRate heldOut) {
    StalenessResult {
        versions = List.copyOf(versions);
    }

    /** The measured mean age of all rollouts, in versions; the rollouts of the first versions cannot be old. */
    double meanAge() {
        return mean(versions, MetricNames.STALENESS_MEAN);
    }

    /** The mean age without the first {@code age} versions, so of versions whose rollouts have the requested age. */
    double settledAge() {
        return mean(
                versions.subList(Math.min(arm.age(), versions.size()), versions.size()), MetricNames.STALENESS_MEAN);
    }

    /** The mean of a metric over all versions; {@link MetricNames} defines the names. */
    double mean(String metric) {
        return mean(versions, metric);
    }

    private static double mean(List<VersionMetrics> some, String metric) {
        return some.stream()
                .mapToDouble(version -> version.metric(metric))
                .average()
                .orElse(Double.NaN);
    }
}
