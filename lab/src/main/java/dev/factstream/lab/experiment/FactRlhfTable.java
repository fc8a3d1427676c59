package dev.factstream.lab.experiment;

import dev.factstream.evaluation.policy.PolicyEvaluation;
import dev.factstream.evaluation.statistics.Mean;
import dev.factstream.schemas.metrics.MetricNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The results of an experiment in Markdown: a table of the arms, then one of their paired differences. */
final class FactRlhfTable {
    private static final List<PolicyMeasure> COMPARED = List.of(
            PolicyMeasure.HALLUCINATION,
            PolicyMeasure.SCORE,
            PolicyMeasure.INFORMATIVENESS,
            PolicyMeasure.TOKENS,
            PolicyMeasure.YES_NO);

    private final PolicyEvaluation sft;
    private final List<FactRlhfResult> results;
    private final List<String> lines = new ArrayList<>();

    private FactRlhfTable(PolicyEvaluation sft, List<FactRlhfResult> results) {
        this.sft = sft;
        this.results = results;
    }

    /**
     * Returns the lines of the tables.
     *
     * @param sft the evaluation of the initial policy of all runs
     * @param results the results of finished runs
     */
    static List<String> lines(PolicyEvaluation sft, List<FactRlhfResult> results) {
        FactRlhfTable table = new FactRlhfTable(sft, results);
        table.arms();
        table.differences();
        return table.lines;
    }

    private void arms() {
        lines.add(
                "Last versions, mean ± standard error over seeds. The reward-model score is the mean over the rollouts of the"
                        + " first version, and of the last five; its unit differs between reward models.");
        lines.add("");
        List<String> titles = new ArrayList<>(List.of("policy", "seeds"));
        for (PolicyMeasure measure : PolicyMeasure.values()) {
            titles.add(measure.title());
        }
        titles.add("reward model, first → last");
        row(titles);
        row(titles.stream().map(title -> "---").toList());
        List<String> before = new ArrayList<>(List.of("SFT", ""));
        for (PolicyMeasure measure : PolicyMeasure.values()) {
            before.add(String.format(Locale.ROOT, "%.2f", measure.of(sft)));
        }
        before.add("");
        row(before);
        for (FactRlhfArm arm : FactRlhfArm.values()) {
            if (!of(arm).isEmpty()) {
                arm(arm);
            }
        }
    }

    private void arm(FactRlhfArm arm) {
        List<String> cells = new ArrayList<>(List.of(arm.text(), Integer.toString(of(arm).size())));
        for (PolicyMeasure measure : PolicyMeasure.values()) {
            cells.add(plusMinus(overSeeds(arm, result -> measure.of(result.lastEvaluation()))));
        }
        cells.add(plusMinus(overSeeds(arm, result -> result.firstVersionMean(MetricNames.REWARD_MODEL))) + " → "
                + plusMinus(overSeeds(arm, result -> result.lastVersionsMean(MetricNames.REWARD_MODEL))));
        row(cells);
    }

    private void differences() {
        lines.add("");
        lines.add(
                "Paired differences (same seed, same items): mean ± standard error over seeds, and over items where the"
                        + " benchmark measures it; in parentheses the distance of the mean from zero in standard errors.");
        lines.add("");
        List<String> titles = new ArrayList<>(List.of("difference", "standard error"));
        COMPARED.forEach(measure -> titles.add(measure.title()));
        row(titles);
        row(titles.stream().map(title -> "---").toList());
        difference(FactRlhfArm.FACTS, FactRlhfArm.PLAIN);
        difference(FactRlhfArm.FACTS_PENALTIES, FactRlhfArm.PLAIN_PENALTIES);
        for (FactRlhfArm arm : FactRlhfArm.values()) {
            List<PolicyEvaluation> trained =
                    of(arm).stream().map(FactRlhfResult::lastEvaluation).toList();
            if (!trained.isEmpty()) {
                difference(
                        arm.text() + " − SFT",
                        new PairedDifference(
                                trained, trained.stream().map(each -> sft).toList()));
            }
        }
    }

    private void difference(FactRlhfArm one, FactRlhfArm other) {
        List<PolicyEvaluation> policies = new ArrayList<>();
        List<PolicyEvaluation> baselines = new ArrayList<>();
        for (FactRlhfResult result : of(one)) {
            of(other).stream()
                    .filter(candidate -> candidate.run().seed() == result.run().seed())
                    .forEach(partner -> {
                        policies.add(result.lastEvaluation());
                        baselines.add(partner.lastEvaluation());
                    });
        }
        if (!policies.isEmpty()) {
            difference(one.text() + " − " + other.text(), new PairedDifference(policies, baselines));
        }
    }

    private void difference(String name, PairedDifference difference) {
        List<String> seeds = new ArrayList<>(List.of(name, "over seeds"));
        List<String> items = new ArrayList<>(List.of("", "over items"));
        for (PolicyMeasure measure : COMPARED) {
            seeds.add(inStandardErrors(difference.overSeeds(measure)));
            items.add(difference
                    .overItems(measure)
                    .map(FactRlhfTable::inStandardErrors)
                    .orElse(""));
        }
        row(seeds);
        row(items);
    }

    private List<FactRlhfResult> of(FactRlhfArm arm) {
        return results.stream().filter(result -> result.run().arm() == arm).toList();
    }

    private Mean overSeeds(FactRlhfArm arm, ToDoubleFunction<FactRlhfResult> value) {
        return Mean.of(of(arm).stream().mapToDouble(value).toArray());
    }

    private static String plusMinus(Mean mean) {
        return mean.count() < 2
                ? String.format(Locale.ROOT, "%.2f", mean.value())
                : String.format(Locale.ROOT, "%.2f ± %.2f", mean.value(), mean.standardError());
    }

    private static String inStandardErrors(Mean mean) {
        if (mean.standardError() == 0) {
            return plusMinus(mean); // the distance in standard errors is undefined
        }
        return mean.count() < 2
                ? String.format(Locale.ROOT, "%+.2f", mean.value())
                : String.format(
                        Locale.ROOT, "%+.2f ± %.2f (%.1f)", mean.value(), mean.standardError(), mean.standardErrors());
    }

    private void row(List<String> cells) {
        lines.add("| " + String.join(" | ", cells) + " |");
    }
}
