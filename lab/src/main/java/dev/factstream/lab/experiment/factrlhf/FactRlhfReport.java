package dev.factstream.lab.experiment.factrlhf;

import dev.factstream.evaluation.picturebook.BenchmarkScore;
import dev.factstream.evaluation.policy.PolicyEvaluation;
import dev.factstream.lab.experiment.ExperimentReport;
import dev.factstream.lab.experiment.ExperimentResults;
import dev.factstream.lab.experiment.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report of a Fact-RLHF experiment: tables of arms and differences, a row per version, and plots. */
final class FactRlhfReport implements ExperimentReport<FactRlhfArm, FactRlhfMeasured> {
    @Override
    public String describeBefore(FactRlhfMeasured before) {
        return describe("SFT", before.last());
    }

    @Override
    public String describe(RunResult<FactRlhfArm, FactRlhfMeasured> result) {
        return describe(result.run().name(), result.measured().last());
    }

    private static String describe(String policy, PolicyEvaluation evaluation) {
        BenchmarkScore score = BenchmarkScore.of(evaluation.answers());
        return String.format(
                Locale.ROOT,
                "%s: hallucination %.1f %%, informativeness %.1f, %.1f tokens; yes/no %.1f %%, choice %.1f %%",
                policy,
                100 * score.hallucinated().rate(),
                score.informativeness().value(),
                score.tokens().value(),
                100 * evaluation.heldOut().yesNo().rate(),
                100 * evaluation.heldOut().multipleChoice().rate());
    }

    @Override
    public List<String> table(ExperimentResults<FactRlhfArm, FactRlhfMeasured> results) {
        return FactRlhfTable.lines(results);
    }

    @Override
    public List<Map<String, Object>> rows(ExperimentResults<FactRlhfArm, FactRlhfMeasured> results) {
        return FactRlhfRows.of(results);
    }

    @Override
    public void plot(ExperimentResults<FactRlhfArm, FactRlhfMeasured> results, Path folder) throws IOException {
        new FactRlhfPlots(results).write(folder);
    }

    @Override
    public List<String> closingLines(ExperimentResults<FactRlhfArm, FactRlhfMeasured> results, Path dir) {
        return List.of("wrote table, plots and rows to " + dir);
    }
}
