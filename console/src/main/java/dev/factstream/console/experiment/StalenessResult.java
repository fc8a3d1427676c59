package dev.factstream.console.experiment;

import dev.factstream.evaluation.heldout.CorrectRate;
import dev.factstream.learner.ppo.MetricNames;
import java.util.List;

/**
 * What came of a run of the staleness experiment.
 *
 * @param versions as the stream recorded them, from 1
 * @param heldOut correct rates of the last version
 */
record StalenessResult(StalenessArm arm, long seed, List<VersionMetrics> versions, CorrectRate heldOut) {
    StalenessResult {
        versions = List.copyOf(versions);
    }

    /** Mean age of all rollouts, in versions, as measured: the first versions cannot be made of old answers. */
    double meanAge() {
        return mean(versions, MetricNames.STALENESS_MEAN);
    }

    /** The same of the versions after the first {@code age}, which are made of answers as old as asked for. */
    double settledAge() {
        return mean(
                versions.subList(Math.min(arm.age(), versions.size()), versions.size()), MetricNames.STALENESS_MEAN);
    }

    /** Mean over the versions of a metric by the names of {@link MetricNames}. */
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
