package dev.factstream.lab.experiment.staleness;

import dev.factstream.evaluation.heldout.CorrectRate;
import dev.factstream.evaluation.statistics.Mean;
import dev.factstream.lab.experiment.ExperimentReport;
import dev.factstream.lab.experiment.ExperimentResults;
import dev.factstream.lab.experiment.MeanCurve;
import dev.factstream.lab.experiment.MeanCurveChart;
import dev.factstream.lab.experiment.RunResult;
import dev.factstream.learner.ppo.StalenessCorrection;
import dev.factstream.schemas.metrics.MetricNames;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The report of a staleness experiment: a table of the arms, a row per run, and a plot over the requested age. Stateless. */
final class StalenessReport implements ExperimentReport<StalenessArm, CorrectRate> {
    /** Colours that colour-blind readers can distinguish (Okabe and Ito 2008). */
    private static final Map<StalenessCorrection, Color> COLOURS =
            Map.of(StalenessCorrection.DECOUPLED, new Color(0x0072B2), StalenessCorrection.NONE, new Color(0xD55E00));

    @Override
    public String describeBefore(CorrectRate before) {
        return "before training: " + before.details();
    }

    @Override
    public String describe(RunResult<StalenessArm, CorrectRate> result) {
        return String.format(
                Locale.ROOT,
                "%s: mean age %.2f, %s",
                result.run().name(),
                meanAge(result),
                result.measured().details());
    }

    @Override
    public List<String> table(ExperimentResults<StalenessArm, CorrectRate> results) {
        List<String> lines = new ArrayList<>(List.of(
                String.format(
                        Locale.ROOT,
                        "Held-out correct rate of the last version, mean ± standard error over seeds; before training %.1f %%."
                                + " Measured mean age: over all versions, and without the first ones, whose rollouts cannot be as old.",
                        results.before().percent()),
                "",
                "| requested age | correction | seeds | mean age | without the first | held-out correct, % | ratio to age 0 |"
                        + " ESS | KL to reference |",
                "|---|---|---|---|---|---|---|---|---|"));
        for (StalenessCorrection correction : StalenessCorrection.values()) {
            arms(results, correction).forEach(arm -> lines.add(row(results, arm)));
        }
        return lines;
    }

    private static String row(ExperimentResults<StalenessArm, CorrectRate> results, StalenessArm arm) {
        StalenessArm fresh = new StalenessArm(0, arm.correction());
        Mean correct = correct(results, arm);
        return String.format(
                Locale.ROOT,
                "| %d | %s | %d | %.2f | %.2f | %s | %s | %.3f | %.4f |",
                arm.age(),
                arm.correctionName(),
                correct.count(),
                results.overSeeds(arm, StalenessReport::meanAge).value(),
                results.overSeeds(arm, result -> result.meanWithoutFirst(arm.age(), MetricNames.STALENESS_MEAN))
                        .value(),
                correct.plusMinus(1),
                results.of(fresh).isEmpty()
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "%.3f",
                                correct.value() / correct(results, fresh).value()),
                results.overSeeds(arm, result -> result.mean(MetricNames.ESS)).value(),
                results.overSeeds(arm, result -> result.meanOfLast(1, MetricNames.KL))
                        .value());
    }

    @Override
    public List<Map<String, Object>> rows(ExperimentResults<StalenessArm, CorrectRate> results) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (RunResult<StalenessArm, CorrectRate> result : results.runs()) {
            CorrectRate after = result.measured();
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("age", result.arm().age());
            row.put("correction", result.arm().correctionName());
            row.put("seed", result.run().seed());
            row.put("mean.age", meanAge(result));
            row.put("correct.before", results.before().percent());
            row.put("correct.after", after.percent());
            row.put("yes.no.after", 100 * after.yesNo().rate());
            row.put("choice.after", 100 * after.multipleChoice().rate());
            for (String metric : List.of(MetricNames.ESS, MetricNames.TRUNCATED, MetricNames.POLICY_CLIPPED)) {
                row.put(metric, result.mean(metric));
            }
            rows.add(row);
        }
        return rows;
    }

    /** Writes the correct rates over the requested age. */
    @Override
    public void plot(ExperimentResults<StalenessArm, CorrectRate> results, Path folder) throws IOException {
        List<MeanCurve> curves = new ArrayList<>();
        for (StalenessCorrection correction : StalenessCorrection.values()) {
            SortedMap<Integer, Mean> points = new TreeMap<>();
            arms(results, correction).forEach(arm -> points.put(arm.age(), correct(results, arm)));
            if (!points.isEmpty()) {
                boolean none = correction == StalenessCorrection.NONE;
                String name = none ? "without correction" : "with correction";
                curves.add(new MeanCurve(new MeanCurve.LineStyle(name, COLOURS.get(correction), none), points));
            }
        }
        MeanCurveChart.write(
                folder.resolve("staleness.png"), "Held-out correct rate, %", "age of the rollouts, versions", curves);
    }

    @Override
    public List<String> closingLines(ExperimentResults<StalenessArm, CorrectRate> results, Path dir) {
        List<String> lines = new ArrayList<>(table(results));
        lines.add("wrote table, plot and rows to " + dir);
        return lines;
    }

    /** The measured mean age of all rollouts, in versions; the rollouts of the first versions cannot be old. */
    private static double meanAge(RunResult<StalenessArm, CorrectRate> result) {
        return result.mean(MetricNames.STALENESS_MEAN);
    }

    private static Mean correct(ExperimentResults<StalenessArm, CorrectRate> results, StalenessArm arm) {
        return results.overSeeds(arm, result -> result.measured().percent());
    }

    private static List<StalenessArm> arms(
            ExperimentResults<StalenessArm, CorrectRate> results, StalenessCorrection correction) {
        return results.arms().stream()
                .filter(arm -> arm.correction() == correction)
                .toList();
    }
}
