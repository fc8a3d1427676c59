package dev.factstream.lab.experiment;

import dev.factstream.evaluation.picturebook.BenchmarkAnswer;
import dev.factstream.evaluation.statistics.Mean;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A curve over whole numbers, such as policy versions.
 *
 * @param line how the curve is drawn
 * @param points the mean over seeds at each number
 */
record MeanCurve(LineStyle line, SortedMap<Integer, Mean> points) {

    /**
     * How a curve is drawn.
     *
     * @param name the name in the legend
     */
    record LineStyle(String name, Color colour, boolean dashed) {}

    /**
     * Returns the curve of a benchmark measure over the measured versions, always on the same items.
     *
     * @param sft the answers of the initial policy, version 0
     * @param runs the runs of one arm, at least one
     */
    static MeanCurve of(LineStyle line, PolicyMeasure measure, List<BenchmarkAnswer> sft, List<FactRlhfResult> runs) {
        SortedMap<Integer, List<BenchmarkAnswer>> first = runs.get(0).answers();
        Set<String> common =
                first.get(first.firstKey()).stream().map(BenchmarkAnswer::id).collect(Collectors.toSet());
        SortedMap<Integer, List<Double>> values = new TreeMap<>();
        for (FactRlhfResult run : runs) {
            add(values, 0, measure.mean(only(sft, common)));
            run.answers().forEach((version, answers) -> add(values, version, measure.mean(only(answers, common))));
        }
        return new MeanCurve(line, means(values));
    }

    /** Returns the curve of a stream metric over all versions. */
    static MeanCurve of(LineStyle line, String metric, double factor, List<FactRlhfResult> runs) {
        SortedMap<Integer, List<Double>> values = new TreeMap<>();
        for (FactRlhfResult run : runs) {
            run.versions().forEach(version -> add(values, version.version(), factor * version.metric(metric)));
        }
        return new MeanCurve(line, means(values));
    }

    private static List<BenchmarkAnswer> only(List<BenchmarkAnswer> answers, Set<String> ids) {
        return answers.stream().filter(answer -> ids.contains(answer.id())).toList();
    }

    private static void add(SortedMap<Integer, List<Double>> values, int version, double value) {
        values.computeIfAbsent(version, any -> new ArrayList<>()).add(value);
    }

    private static SortedMap<Integer, Mean> means(SortedMap<Integer, List<Double>> values) {
        SortedMap<Integer, Mean> means = new TreeMap<>();
        values.forEach((version, some) -> means.put(
                version, Mean.of(some.stream().mapToDouble(Double::doubleValue).toArray())));
        return means;
    }
}
