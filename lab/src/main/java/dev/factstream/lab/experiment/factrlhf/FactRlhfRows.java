package dev.factstream.lab.experiment.factrlhf;

import dev.factstream.evaluation.picturebook.BenchmarkAnswer;
import dev.factstream.evaluation.policy.PolicyEvaluation;
import dev.factstream.lab.experiment.ExperimentResults;
import dev.factstream.lab.experiment.RunResult;
import dev.factstream.lab.experiment.VersionMetrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The results of every run and version as rows of names and values, for further analysis. Stateless. */
final class FactRlhfRows {
    private FactRlhfRows() {}

    /** Returns the row of the initial policy, version 0, and one per run and version; a value that was not measured is missing. */
    static List<Map<String, Object>> of(ExperimentResults<FactRlhfArm, FactRlhfMeasured> results) {
        List<Map<String, Object>> rows = new ArrayList<>();
        Map<String, Object> before = start("sft", "", 0);
        measures(before, results.before().last());
        rows.add(before);
        for (RunResult<FactRlhfArm, FactRlhfMeasured> result : results.runs()) {
            result.versions().forEach(version -> rows.add(row(result, version)));
        }
        return rows;
    }

    private static Map<String, Object> row(RunResult<FactRlhfArm, FactRlhfMeasured> result, VersionMetrics version) {
        Map<String, Object> row = start(result.arm().label(), result.run().seed(), version.version());
        List<BenchmarkAnswer> answers = result.measured().answers().get(version.version());
        if (version.version() == result.measured().answers().lastKey()) {
            measures(row, result.measured().last());
        } else if (answers != null) {
            row.put("items", answers.size());
            for (PolicyMeasure measure : PolicyMeasure.values()) {
                measure.ofAnswer().ifPresent(any -> row.put(measure.key(), measure.mean(answers)));
            }
        }
        row.putAll(version.metrics());
        return row;
    }

    private static Map<String, Object> start(String arm, Object seed, int version) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("arm", arm);
        row.put("seed", seed);
        row.put("version", version);
        return row;
    }

    private static void measures(Map<String, Object> row, PolicyEvaluation evaluation) {
        row.put("items", evaluation.answers().size());
        for (PolicyMeasure measure : PolicyMeasure.values()) {
            row.put(measure.key(), measure.of(evaluation));
        }
    }
}
