package dev.factstream.console.experiment;

import dev.factstream.console.eval.PolicyEvaluation;
import dev.factstream.evaluation.heldout.CorrectRate;
import dev.factstream.evaluation.picturebook.BenchmarkAnswer;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came of a run.
 *
 * @param versions as the stream recorded them, from 1
 * @param answers to the benchmark by version, the last version's to all items
 * @param heldOut correct rates of the last version
 */
record RunResult(
        PlannedRun run,
        List<VersionMetrics> versions,
        SortedMap<Integer, List<BenchmarkAnswer>> answers,
        CorrectRate heldOut) {
    RunResult {
        versions = List.copyOf(versions);
        answers = new TreeMap<>(answers);
    }

    /** What is measured of the last version. */
    PolicyEvaluation end() {
        return new PolicyEvaluation(answers.get(answers.lastKey()), heldOut);
    }

    /** The mean of a metric over the first version alone, which rollouts of the policy before training made. */
    double first(String metric) {
        return mean(versions.subList(0, 1), metric);
    }

    /** The mean of a metric over the last five versions: one alone is noisy. */
    double last(String metric) {
        return mean(versions.subList(Math.max(0, versions.size() - 5), versions.size()), metric);
    }

    private static double mean(List<VersionMetrics> some, String metric) {
        return some.stream()
                .mapToDouble(version -> version.metric(metric))
                .average()
                .orElse(Double.NaN);
    }
}
