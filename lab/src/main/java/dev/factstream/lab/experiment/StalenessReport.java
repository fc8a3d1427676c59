package dev.factstream.lab.experiment;

import dev.factstream.evaluation.heldout.CorrectRate;
import dev.factstream.evaluation.statistics.Mean;
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
import java.util.function.ToDoubleFunction;

/** The results of the staleness experiment: a table in Markdown, a plot and rows. */
final class StalenessReport {
    /** Colours that colour-blind readers can distinguish (Okabe and Ito 2008). */
    private static final Map<StalenessCorrection, Color> COLOURS =
            Map.of(StalenessCorrection.DECOUPLED, new Color(0x0072B2), StalenessCorrection.NONE, new Color(0xD55E00));

    private final CorrectRate before;
    private final List<StalenessResult> results;

    /**
     * @param before the correct rates of the initial policy of all runs
     * @param results the results of finished runs, at least one
     */
    StalenessReport(CorrectRate before, List<StalenessResult> results) {
        this.before = before;
        this.results = List.copyOf(results);
    }

    /** Returns the lines of the table. */
    List<String> table() {
        List<String> lines = new ArrayList<>(List.of(
                String.format(
                        Locale.ROOT,
                        "Held-out correct rate of the last version, mean ± standard error over seeds; before training %.1f %%."
                                + " Measured mean age: over all versions, and without the first ones, whose rollouts cannot be as old.",
                        before.percent()),
                "",
                "| requested age | correction | seeds | mean age | without the first | held-out correct, % | ratio to age 0 |"
                        + " ESS | KL to reference |",
                "|---|---|---|---|---|---|---|---|---|"));
        for (StalenessCorrection correction : StalenessCorrection.values()) {
            for (StalenessArm arm : arms(correction)) {
                lines.add(row(arm));
            }
        }
        return lines;
    }

    private String row(StalenessArm arm) {
        StalenessArm fresh = new StalenessArm(0, arm.correction());
        Mean correct = over(arm, result -> result.heldOut().percent());
        return String.format(
                Locale.ROOT,
                "| %d | %s | %d | %.2f | %.2f | %s | %s | %.3f | %.4f |",
                arm.age(),
                arm.text(),
                correct.count(),
                over(arm, StalenessResult::meanAge).value(),
                over(arm, StalenessResult::settledAge).value(),
                plusMinus(correct),
                of(fresh).isEmpty()
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "%.3f",
                                correct.value()
                                        / over(fresh, result -> result.heldOut().percent())
                                                .value()),
                over(arm, result -> result.mean(MetricNames.ESS)).value(),
                over(
                                arm,
                                result -> result.versions()
                                        .get(result.versions().size() - 1)
                                        .metric(MetricNames.KL))
                        .value());
    }

    private static String plusMinus(Mean mean) {
        return mean.count() < 2
                ? String.format(Locale.ROOT, "%.1f", mean.value())
                : String.format(Locale.ROOT, "%.1f ± %.1f", mean.value(), mean.standardError());
    }

    /** Writes a PNG file: correct rates over the requested age. */
    void plot(Path file) throws IOException {
        List<MeanCurve> curves = new ArrayList<>();
        for (StalenessCorrection correction : StalenessCorrection.values()) {
            SortedMap<Integer, Mean> points = new TreeMap<>();
            arms(correction)
                    .forEach(arm -> points.put(
                            arm.age(), over(arm, result -> result.heldOut().percent())));
            if (!points.isEmpty()) {
                String name = correction == StalenessCorrection.NONE ? "without correction" : "with correction";
                curves.add(new MeanCurve(
                        new MeanCurve.LineStyle(name, COLOURS.get(correction), correction == StalenessCorrection.NONE),
                        points));
            }
        }
        MeanCurveChart.write(file, "Held-out correct rate, %", "age of the rollouts, versions", curves);
    }

    /** Returns a row for every run. */
    List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (StalenessResult result : results) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("age", result.arm().age());
            row.put("correction", result.arm().text());
            row.put("seed", result.seed());
            row.put("mean.age", result.meanAge());
            row.put("correct.before", before.percent());
            row.put("correct.after", result.heldOut().percent());
            row.put("yes.no.after", 100 * result.heldOut().yesNo().rate());
            row.put("choice.after", 100 * result.heldOut().multipleChoice().rate());
            for (String metric : List.of(MetricNames.ESS, MetricNames.TRUNCATED, MetricNames.POLICY_CLIPPED)) {
                row.put(metric, result.mean(metric));
            }
            rows.add(row);
        }
        return rows;
    }

    private List<StalenessArm> arms(StalenessCorrection correction) {
        return results.stream()
                .map(StalenessResult::arm)
                .filter(arm -> arm.correction() == correction)
                .distinct()
                .toList();
    }

    private List<StalenessResult> of(StalenessArm arm) {
        return results.stream().filter(result -> result.arm().equals(arm)).toList();
    }

    private Mean over(StalenessArm arm, ToDoubleFunction<StalenessResult> value) {
        return Mean.of(of(arm).stream().mapToDouble(value).toArray());
    }
}
