package dev.factstream.lab.experiment;

import dev.factstream.evaluation.heldout.CorrectRate;
import dev.factstream.evaluation.picturebook.BenchmarkAnswer;
import dev.factstream.evaluation.policy.PolicyEvaluation;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The result of a run.
 *
 * @param run the planned run
 * @param versions the metrics that the stream recorded for each version, from 1
 * @param answers the benchmark answers by version; those of the last version cover all items
 * @param heldOut correct rates of the last version
 */
record FactRlhfResult(
        FactRlhfPlannedRun run,
        List<VersionMetrics> versions,
        SortedMap<Integer, List<BenchmarkAnswer>> answers,
        CorrectRate heldOut) {
    FactRlhfResult {
        versions = List.copyOf(versions);
        answers = new TreeMap<>(answers);
    }

    /** The evaluation of the last version. */
    PolicyEvaluation lastEvaluation() {
        return new PolicyEvaluation(answers.get(answers.lastKey()), heldOut);
    }

    /** The mean of a metric over the first version, whose rollouts come from the initial policy. */
    double firstVersionMean(String metric) {
        return mean(versions.subList(0, 1), metric);
    }

    /** The mean of a metric over the last five versions, because a single version is noisy. */
    double lastVersionsMean(String metric) {
        return mean(versions.subList(Math.max(0, versions.size() - 5), versions.size()), metric);
    }

    private static double mean(List<VersionMetrics> some, String metric) {
        return some.stream()
                .mapToDouble(version -> version.metric(metric))
                .average()
                .orElse(Double.NaN);
    }
}
