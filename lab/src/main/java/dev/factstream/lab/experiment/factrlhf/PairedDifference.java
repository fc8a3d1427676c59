package dev.factstream.lab.experiment.factrlhf;

import dev.factstream.evaluation.picturebook.BenchmarkAnswer;
import dev.factstream.evaluation.policy.PolicyEvaluation;
import dev.factstream.evaluation.statistics.Mean;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The paired difference of two ways of training: pairs of policies with the same seed and the same questions.
 *
 * @param policies the evaluations of one way, one per seed
 * @param baselines the evaluations to compare with, in the same order
 */
record PairedDifference(List<PolicyEvaluation> policies, List<PolicyEvaluation> baselines) {
    PairedDifference {
        if (policies.size() != baselines.size() || policies.isEmpty()) {
            throw new IllegalArgumentException(policies.size() + " policies cannot be paired with " + baselines.size());
        }
    }

    /** Returns the mean difference of a measure with its standard error over seeds, the variation between trainings. */
    Mean overSeeds(PolicyMeasure measure) {
        return Mean.ofDifferences(
                policies.stream().mapToDouble(measure::of).toArray(),
                baselines.stream().mapToDouble(measure::of).toArray());
    }

    /**
     * Returns the mean difference with its standard error over items, the variation between questions; each item's difference is averaged
     * over the seeds first. Empty for measures that are not defined per benchmark answer.
     */
    Optional<Mean> overItems(PolicyMeasure measure) {
        return measure.ofAnswer().map(value -> Mean.ofDifferences(perItem(policies, value), perItem(baselines, value)));
    }

    private static double[] perItem(List<PolicyEvaluation> policies, ToDoubleFunction<BenchmarkAnswer> value) {
        return IntStream.range(0, policies.get(0).answers().size())
                .mapToDouble(item -> policies.stream()
                        .mapToDouble(
                                policy -> value.applyAsDouble(policy.answers().get(item)))
                        .average()
                        .orElseThrow())
                .toArray();
    }
}
