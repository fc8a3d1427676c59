package dev.factstream.scorer.rescore;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/** Spearman's rank correlation: Pearson's correlation of the ranks, where tied values share their mean rank. */
final class RankCorrelation {
    private RankCorrelation() {}

    /**
     * Returns the correlation of two samples of equal length; empty if one of them does not vary.
     *
     * @param tolerance a value at most this far above the lowest value of a tie belongs to the tie
     */
    static Optional<Double> of(double[] first, double[] second, double tolerance) {
        double[] x = ranks(first, tolerance);
        double[] y = ranks(second, tolerance);
        double mean = (x.length + 1) / 2.0;
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - mean) * (y[i] - mean);
            xx += (x[i] - mean) * (x[i] - mean);
            yy += (y[i] - mean) * (y[i] - mean);
        }
        return xx == 0 || yy == 0 ? Optional.empty() : Optional.of(xy / Math.sqrt(xx * yy));
    }

    private static double[] ranks(double[] values, double tolerance) {
        Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(index -> values[index]));
        double[] ranks = new double[values.length];
        for (int start = 0, end; start < order.length; start = end) {
            end = start + 1;
            while (end < order.length && values[order[end]] - values[order[start]] <= tolerance) {
                end++;
            }
            double shared = (start + 1 + end) / 2.0;
            for (int i = start; i < end; i++) {
                ranks[order[i]] = shared;
            }
        }
        return ranks;
    }
}
