package dev.factstream.lab.experiment;

import dev.factstream.evaluation.picturebook.BenchmarkAnswer;
import dev.factstream.evaluation.policy.PolicyEvaluation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The results of every run and version as rows of names and values, for further analysis. */
final class FactRlhfRows {
    private final List<Map<String, Object>> rows = new ArrayList<>();

    /**
     * @param sft the evaluation of the initial policy of all runs; its row is version 0
     * @param results the results of finished runs
     */
    FactRlhfRows(PolicyEvaluation sft, List<FactRlhfResult> results) {
        Map<String, Object> before = start("sft", "", 0);
        measures(before, sft);
        rows.add(before);
        for (FactRlhfResult result : results) {
            result.versions().forEach(version -> rows.add(row(result, version)));
        }
    }

    private static Map<String, Object> row(FactRlhfResult result, VersionMetrics version) {
        Map<String, Object> row = start(result.run().arm().text(), result.run().seed(), version.version());
        List<BenchmarkAnswer> answers = result.answers().get(version.version());
        if (version.version() == result.answers().lastKey()) {
            measures(row, result.lastEvaluation());
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

    /** Writes {@code results.csv}, with empty cells where a version was not measured, and {@code results.json}. */
    void write(Path folder) throws IOException {
        ResultRowFiles.write(folder, rows);
    }
}
