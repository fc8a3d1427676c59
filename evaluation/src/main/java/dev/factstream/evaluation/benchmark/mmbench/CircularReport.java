package dev.factstream.evaluation.benchmark.mmbench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.evaluation.benchmark.file.JsonFile;
import dev.factstream.evaluation.benchmark.file.ScoreReport;
import dev.factstream.evaluation.statistics.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** The result of circular evaluation as text and JSON. Stateless. */
final class CircularReport {
    private static final Map<String, String> ABBREVIATIONS = Map.of(
            "coarse_perception", "CP",
            "finegrained_perception (instance-level)", "FP-S",
            "finegrained_perception (cross-instance)", "FP-C",
            "logic_reasoning", "LR",
            "relation_reasoning", "RR",
            "attribute_reasoning", "AR");

    /** The only category of a file without categories. */
    private static final String NO_CATEGORY = "x";

    private CircularReport() {}

    /** Returns overall, groups, hits, VLMEvalKit's table by split, and the hit of each question. */
    static ObjectNode vlmEvalKit(CircularScore score) {
        ObjectNode json = overall(score);
        ObjectNode report = json.putObject("report");
        List<String> splits = splits(score);
        ArrayNode names = report.putArray("split");
        splits.forEach(names::add);
        addRow(report, score, splits, "Overall", main -> true);
        for (Function<MmbenchRow, Optional<String>> column : columns()) {
            for (String group : groups(score, column)) {
                addRow(report, score, splits, ABBREVIATIONS.getOrDefault(group, group), in(column, group));
            }
        }
        ObjectNode hits = json.putObject("hitByIndex");
        score.hits().forEach((group, hit) -> hits.put(Long.toString(group), hit ? 1 : 0));
        return json;
    }

    private static ObjectNode overall(CircularScore score) {
        Share share = share(score, main -> true);
        ObjectNode json = JsonFile.object()
                .put("overall", share.rate())
                .put("groups", share.total())
                .put("hits", share.hits());
        ScoreReport.putInterval(json.putObject("intervals"), "overall", share.low(), share.high());
        return json;
    }

    private static void addRow(
            ObjectNode report, CircularScore score, List<String> splits, String name, Predicate<MmbenchRow> of) {
        ArrayNode values = report.putArray(name);
        for (String split : splits) {
            values.add(share(score, of.and(main -> split(main).equals(split))).rate());
        }
    }

    /** Returns overall and the means by category and ability of the rule of 2023. */
    static ObjectNode rule2023(CircularScore score) {
        ObjectNode json = overall(score);
        ObjectNode categories = json.putObject("category");
        groups(score, MmbenchRow::category)
                .forEach(group -> categories.put(
                        group, share(score, in(MmbenchRow::category, group)).rate()));
        if (categories.isEmpty()) {
            categories.put(NO_CATEGORY, share(score, main -> true).rate());
        }
        ObjectNode abilities = json.putObject("l2");
        groups(score, MmbenchRow::ability)
                .forEach(group -> abilities.put(
                        group, share(score, in(MmbenchRow::ability, group)).rate()));
        return json;
    }

    static List<String> lines(CircularScore score) {
        Share all = share(score, main -> true);
        List<String> lines = new ArrayList<>();
        lines.add("overall " + all + ", " + all.hits() + " of " + all.total() + " questions right with every rotation");
        for (Function<MmbenchRow, Optional<String>> column : columns()) {
            groups(score, column).forEach(group -> lines.add("  " + group + " " + share(score, in(column, group))));
        }
        return lines;
    }

    private static List<Function<MmbenchRow, Optional<String>>> columns() {
        return List.of(MmbenchRow::ability, MmbenchRow::category);
    }

    private static TreeSet<String> groups(CircularScore score, Function<MmbenchRow, Optional<String>> column) {
        TreeSet<String> groups = new TreeSet<>();
        score.mains().forEach(main -> column.apply(main).ifPresent(groups::add));
        return groups;
    }

    private static List<String> splits(CircularScore score) {
        return score.mains().stream().map(CircularReport::split).distinct().toList();
    }

    private static String split(MmbenchRow main) {
        return main.split().orElse("none");
    }

    private static Predicate<MmbenchRow> in(Function<MmbenchRow, Optional<String>> column, String group) {
        return main -> column.apply(main).filter(group::equals).isPresent();
    }

    private static Share share(CircularScore score, Predicate<MmbenchRow> of) {
        List<MmbenchRow> mains = score.mains().stream().filter(of).toList();
        return new Share((int) mains.stream().filter(score::hit).count(), mains.size());
    }
}
