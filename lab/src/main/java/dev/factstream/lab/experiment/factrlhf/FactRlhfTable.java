package dev.factstream.lab.experiment.factrlhf;

import dev.factstream.evaluation.policy.PolicyEvaluation;
import dev.factstream.evaluation.statistics.Mean;
import dev.factstream.lab.experiment.ExperimentResults;
import dev.factstream.lab.experiment.RunResult;
import dev.factstream.schemas.metrics.MetricNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The results of an experiment in Markdown: a table of the arms, then one of their paired differences. */
final class FactRlhfTable {
    private static final List<PolicyMeasure> COMPARED = List.of(
            PolicyMeasure.HALLUCINATION,
            PolicyMeasure.SCORE,
            PolicyMeasure.INFORMATIVENESS,
            PolicyMeasure.TOKENS,
            PolicyMeasure.YES_NO);

    /** A single version is noisy. */
    private static final int LAST_VERSIONS = 5;

    private final PolicyEvaluation sft;
    private final ExperimentResults<FactRlhfArm, FactRlhfMeasured> results;
    private final List<String> lines = new ArrayList<>();

    private FactRlhfTable(ExperimentResults<FactRlhfArm, FactRlhfMeasured> results) {
        sft = results.before().last();
        this.results = results;
    }

    /** Returns the lines of the tables. */
    static List<String> lines(ExperimentResults<FactRlhfArm, FactRlhfMeasured> results) {
        FactRlhfTable table = new FactRlhfTable(results);
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
            if (!results.of(arm).isEmpty()) {
                arm(arm);
            }
        }
    }

    private void arm(FactRlhfArm arm) {
        List<String> cells = new ArrayList<>(
                List.of(arm.label(), Integer.toString(results.of(arm).size())));
        for (PolicyMeasure measure : PolicyMeasure.values()) {
            cells.add(results.overSeeds(
                            arm, result -> measure.of(result.measured().last()))
                    .plusMinus(2));
        }
        cells.add(results.overSeeds(arm, result -> result.versions().get(0).metric(MetricNames.REWARD_MODEL))
                        .plusMinus(2)
                + " → "
                + results.overSeeds(arm, result -> result.meanOfLast(LAST_VERSIONS, MetricNames.REWARD_MODEL))
                        .plusMinus(2));
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
            List<PolicyEvaluation> trained = results.of(arm).stream()
                    .map(result -> result.measured().last())
                    .toList();
            if (!trained.isEmpty()) {
                difference(
                        arm.label() + " − SFT",
                        new PairedDifference(
                                trained, trained.stream().map(each -> sft).toList()));
            }
        }
    }

    private void difference(FactRlhfArm one, FactRlhfArm other) {
        List<PolicyEvaluation> policies = new ArrayList<>();
        List<PolicyEvaluation> baselines = new ArrayList<>();
        for (RunResult<FactRlhfArm, FactRlhfMeasured> result : results.of(one)) {
            results.of(other).stream()
                    .filter(candidate -> candidate.run().seed() == result.run().seed())
                    .forEach(partner -> {
                        policies.add(result.measured().last());
                        baselines.add(partner.measured().last());
                    });
        }
        if (!policies.isEmpty()) {
            difference(one.label() + " − " + other.label(), new PairedDifference(policies, baselines));
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

    private static String inStandardErrors(Mean mean) {
        if (mean.standardError() == 0) {
            return mean.plusMinus(2); // the distance in standard errors is undefined
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
