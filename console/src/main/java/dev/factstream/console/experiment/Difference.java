package dev.factstream.console.experiment;

import dev.factstream.console.eval.PolicyEvaluation;
import dev.factstream.evaluation.picturebook.BenchmarkAnswer;
import dev.factstream.evaluation.statistics.Mean;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What one way of training does against another: pairs of the same seed, asked the same questions.
 *
 * @param ones one policy per seed
 * @param others the one to compare with, in the same order
 */
record Difference(List<PolicyEvaluation> ones, List<PolicyEvaluation> others) {
    Difference {
        if (ones.size() != others.size() || ones.isEmpty()) {
            throw new IllegalArgumentException(ones.size() + " policies cannot be paired with " + others.size());
        }
    }

    /** How much more of a measure, with the standard error over seeds: what another training would have made of it. */
    Mean overSeeds(Measure measure) {
        return Mean.ofDifferences(
                ones.stream().mapToDouble(measure::of).toArray(),
                others.stream().mapToDouble(measure::of).toArray());
    }

    /**
     * The same with the standard error over items, each item's difference averaged over the seeds first: what other questions would
     * have made of it. Empty for what the benchmark does not measure.
     */
    Optional<Mean> overItems(Measure measure) {
        return measure.ofAnswer().map(value -> Mean.ofDifferences(perItem(ones, value), perItem(others, value)));
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
