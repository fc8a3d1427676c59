package dev.factstream.console.experiment;

import dev.factstream.console.eval.PolicyEvaluation;
import dev.factstream.learner.ppo.MetricNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** The plots of an experiment: what the benchmark and the stream say, against policy version. */
final class ResultPlots {
    private final PolicyEvaluation sft;
    private final Map<Arm, List<RunResult>> results;

    /**
     * @param sft the policy that all runs began with
     * @param results of finished runs
     */
    ResultPlots(PolicyEvaluation sft, List<RunResult> results) {
        this.sft = sft;
        this.results = new TreeMap<>(results.stream()
                .collect(Collectors.groupingBy(result -> result.run().arm())));
    }

    /** Writes the PNG files. */
    void write(Path folder) throws IOException {
        benchmark(folder, "hallucination-rate.png", "Hallucination rate on the benchmark, %", Measure.HALLUCINATION);
        benchmark(folder, "informativeness.png", "Informativeness on the benchmark, %", Measure.INFORMATIVENESS);
        benchmark(folder, "length.png", "Length of answers to the benchmark, tokens", Measure.TOKENS);
        stream(folder, "reward-model-score.png", "Reward-model score of the rollouts", MetricNames.REWARD_MODEL, 1);
        stream(folder, "correctness.png", "Correct among checkable rollouts, %", MetricNames.CORRECT_RATE, 100);
    }

    private void benchmark(Path folder, String file, String title, Measure measure) throws IOException {
        draw(folder.resolve(file), title, (arm, runs) -> Curve.of(arm, measure, sft.answers(), runs));
    }

    private void stream(Path folder, String file, String title, String metric, double factor) throws IOException {
        draw(folder.resolve(file), title, (arm, runs) -> Curve.of(arm, metric, factor, runs));
    }

    private void draw(Path file, String title, BiFunction<Arm, List<RunResult>, Curve> curve) throws IOException {
        List<Curve> curves = Arrays.stream(Arm.values())
                .filter(results::containsKey)
                .map(arm -> curve.apply(arm, results.get(arm)))
                .toList();
        CurveChart.write(file, title, curves);
    }
}
