package dev.factstream.lab.experiment;

import dev.factstream.evaluation.policy.PolicyEvaluation;
import dev.factstream.lab.experiment.MeanCurve.LineStyle;
import dev.factstream.schemas.metrics.MetricNames;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Draws the plots of an experiment: benchmark measures and stream metrics over policy versions. */
final class FactRlhfPlots {
    /** Colours that colour-blind readers can distinguish (Okabe and Ito 2008); dark ones for the arms with all penalties. */
    private static final Map<FactRlhfArm, Color> COLOURS = Map.of(
            FactRlhfArm.PLAIN, new Color(0xE69F00),
            FactRlhfArm.PLAIN_PENALTIES, new Color(0xD55E00),
            FactRlhfArm.FACTS, new Color(0x56B4E9),
            FactRlhfArm.FACTS_PENALTIES, new Color(0x0072B2),
            FactRlhfArm.FACTS_CORRECTNESS, new Color(0x009E73),
            FactRlhfArm.FACTS_LENGTH, new Color(0xCC79A7));

    private final PolicyEvaluation sft;
    private final Map<FactRlhfArm, List<FactRlhfResult>> results;

    /**
     * @param sft the evaluation of the initial policy of all runs
     * @param results the results of finished runs
     */
    FactRlhfPlots(PolicyEvaluation sft, List<FactRlhfResult> results) {
        this.sft = sft;
        this.results = new TreeMap<>(results.stream()
                .collect(Collectors.groupingBy(result -> result.run().arm())));
    }

    /** Writes the PNG files. */
    void write(Path folder) throws IOException {
        benchmark(
                folder,
                "hallucination-rate.png",
                "Hallucination rate on the benchmark, %",
                PolicyMeasure.HALLUCINATION);
        benchmark(folder, "informativeness.png", "Informativeness on the benchmark, %", PolicyMeasure.INFORMATIVENESS);
        benchmark(folder, "length.png", "Length of answers to the benchmark, tokens", PolicyMeasure.TOKENS);
        stream(folder, "reward-model-score.png", "Reward-model score of the rollouts", MetricNames.REWARD_MODEL, 1);
        stream(folder, "correctness.png", "Correct among checkable rollouts, %", MetricNames.CORRECT_RATE, 100);
    }

    private void benchmark(Path folder, String file, String title, PolicyMeasure measure) throws IOException {
        draw(folder.resolve(file), title, (line, runs) -> MeanCurve.of(line, measure, sft.answers(), runs));
    }

    private void stream(Path folder, String file, String title, String metric, double factor) throws IOException {
        draw(folder.resolve(file), title, (line, runs) -> MeanCurve.of(line, metric, factor, runs));
    }

    private void draw(Path file, String title, BiFunction<LineStyle, List<FactRlhfResult>, MeanCurve> curve)
            throws IOException {
        List<MeanCurve> curves = Arrays.stream(FactRlhfArm.values())
                .filter(results::containsKey)
                .map(arm -> curve.apply(line(arm), results.get(arm)))
                .toList();
        MeanCurveChart.write(file, title, "policy version", curves);
    }

    private static LineStyle line(FactRlhfArm arm) {
        return new LineStyle(arm.text(), COLOURS.get(arm), !arm.readsFacts());
    }
}
