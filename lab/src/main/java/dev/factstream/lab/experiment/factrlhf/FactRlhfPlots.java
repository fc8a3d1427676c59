package dev.factstream.lab.experiment.factrlhf;

import dev.factstream.evaluation.picturebook.BenchmarkAnswer;
import dev.factstream.lab.experiment.ExperimentResults;
import dev.factstream.lab.experiment.MeanCurve;
import dev.factstream.lab.experiment.MeanCurve.LineStyle;
import dev.factstream.lab.experiment.MeanCurveChart;
import dev.factstream.lab.experiment.RunResult;
import dev.factstream.schemas.metrics.MetricNames;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private final ExperimentResults<FactRlhfArm, FactRlhfMeasured> results;

    FactRlhfPlots(ExperimentResults<FactRlhfArm, FactRlhfMeasured> results) {
        this.results = results;
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
        draw(folder.resolve(file), title, (line, runs) -> measured(line, measure, runs));
    }

    private void stream(Path folder, String file, String title, String metric, double factor) throws IOException {
        draw(folder.resolve(file), title, (line, runs) -> MeanCurve.ofMetric(line, metric, factor, runs));
    }

    private void draw(
            Path file,
            String title,
            BiFunction<LineStyle, List<RunResult<FactRlhfArm, FactRlhfMeasured>>, MeanCurve> curve)
            throws IOException {
        List<MeanCurve> curves = Arrays.stream(FactRlhfArm.values())
                .filter(results.arms()::contains)
                .map(arm -> curve.apply(line(arm), results.of(arm)))
                .toList();
        MeanCurveChart.write(file, title, "policy version", curves);
    }

    /** Returns the curve of a benchmark measure over the measured versions, always on the same items. */
    private MeanCurve measured(
            LineStyle line, PolicyMeasure measure, List<RunResult<FactRlhfArm, FactRlhfMeasured>> runs) {
        var first = runs.get(0).measured().answers();
        Set<String> common =
                first.get(first.firstKey()).stream().map(BenchmarkAnswer::id).collect(Collectors.toSet());
        MeanCurve.Builder curve = new MeanCurve.Builder();
        for (RunResult<FactRlhfArm, FactRlhfMeasured> run : runs) {
            add(curve, measure, results.before(), common);
            add(curve, measure, run.measured(), common);
        }
        return curve.build(line);
    }

    private static void add(
            MeanCurve.Builder curve, PolicyMeasure measure, FactRlhfMeasured measured, Set<String> items) {
        measured.answers()
                .forEach((version, answers) -> curve.add(
                        version,
                        measure.mean(answers.stream()
                                .filter(answer -> items.contains(answer.id()))
                                .toList())));
    }

    private static LineStyle line(FactRlhfArm arm) {
        return new LineStyle(arm.label(), COLOURS.get(arm), !arm.readsFacts());
    }
}
