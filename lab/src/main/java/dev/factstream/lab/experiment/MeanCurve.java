package dev.factstream.lab.experiment;

import dev.factstream.evaluation.statistics.Mean;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A curve over whole numbers, such as policy versions.
 *
 * @param line how the curve is drawn
 * @param points the mean over seeds at each number
 */
public record MeanCurve(LineStyle line, SortedMap<Integer, Mean> points) {

    /**
     * How a curve is drawn.
     *
     * @param name the name in the legend
     */
    public record LineStyle(String name, Color colour, boolean dashed) {}

    /** Collects the values of a curve, several at each number. Not thread-safe. */
    public static final class Builder {
        private final SortedMap<Integer, List<Double>> values = new TreeMap<>();

        /** Adds a value at a number. */
        public void add(int number, double value) {
            values.computeIfAbsent(number, any -> new ArrayList<>()).add(value);
        }

        /** Returns the curve of the means. */
        public MeanCurve build(LineStyle line) {
            SortedMap<Integer, Mean> means = new TreeMap<>();
            values.forEach((number, some) -> means.put(
                    number,
                    Mean.of(some.stream().mapToDouble(Double::doubleValue).toArray())));
            return new MeanCurve(line, means);
        }
    }

    /**
     * Returns the curve of a stream metric over all versions.
     *
     * @param factor multiplies the values
     * @param runs the runs of one arm
     */
    public static MeanCurve ofMetric(
            LineStyle line, String metric, double factor, List<? extends RunResult<?, ?>> runs) {
        Builder curve = new Builder();
        for (RunResult<?, ?> run : runs) {
            run.versions().forEach(version -> curve.add(version.version(), factor * version.metric(metric)));
        }
        return curve.build(line);
    }
}
