package dev.factstream.drift.statistics;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * The population stability index Σ (p − q)·ln(p / q) over bins, as Evidently defines it. If the reference has more than 20 distinct
 * values, bins have equal width by Sturges' rule over both samples; otherwise each value has a bin. An empty bin counts as 1e-4, or
 * as a millionth of the smallest share if that is 1e-4 or less. By convention 0.1 deserves attention, and 0.25 is a change.
 *
 * <p>Source: {@code get_binned_data} of Evidently's {@code stattests/utils.py}, with numpy's {@code histogram_bin_edges} and {@code
 * histogram}.
 */
public final class PopulationStability {
    private static final int MAX_CATEGORIES = 20;
    /** More than Sturges' rule gives for any number of values. */
    private static final int MAX_BINS = 64;

    private static final double EMPTY = 1e-4;

    private PopulationStability() {}

    /** Returns the index; neither distribution may be empty. */
    public static double index(EmpiricalDistribution reference, EmpiricalDistribution current) {
        boolean numeric = reference.values().length > MAX_CATEGORIES;
        double[] edges = numeric ? sturges(reference, current) : categories(reference, current);
        double[] p = filled(numeric ? histogram(reference, edges) : shares(reference, edges));
        double[] q = filled(numeric ? histogram(current, edges) : shares(current, edges));
        double sum = 0;
        for (int bin = 0; bin < p.length; bin++) {
            sum += (p[bin] - q[bin]) * Math.log(p[bin] / q[bin]);
        }
        return sum;
    }

    private static double[] categories(EmpiricalDistribution reference, EmpiricalDistribution current) {
        return DoubleStream.concat(Arrays.stream(reference.values()), Arrays.stream(current.values()))
                .distinct()
                .sorted()
                .toArray();
    }

    private static double[] sturges(EmpiricalDistribution reference, EmpiricalDistribution current) {
        double[] all = categories(reference, current);
        double first = all[0];
        double last = all[all.length - 1];
        long count = reference.count() + current.count();
        double width = (last - first) / (log2(count) + 1);
        // infinite or not a number if the values are so small or so far apart that their difference under- or overflows
        int bins = (int) Math.min(MAX_BINS, Math.max(1, Math.ceil((last - first) / width)));
        double step = (last - first) / bins;
        double[] edges = new double[bins + 1];
        for (int i = 0; i < bins; i++) {
            edges[i] = i * step + first;
        }
        edges[bins] = last;
        return edges;
    }

    /** Exact for powers of two, where a rounding error would change the number of bins. */
    private static double log2(long n) {
        double log = Math.log(n) / Math.log(2);
        long whole = Math.round(log);
        return 1L << whole == n ? whole : log;
    }

    /** Bins are open to the right, except the last one. */
    private static double[] histogram(EmpiricalDistribution of, double[] edges) {
        double[] shares = new double[edges.length - 1];
        for (int bin = 0; bin < shares.length; bin++) {
            double end = bin == shares.length - 1 ? of.atMost(edges[bin + 1]) : of.below(edges[bin + 1]);
            shares[bin] = end - of.below(edges[bin]);
        }
        return shares;
    }

    private static double[] shares(EmpiricalDistribution of, double[] categories) {
        return Arrays.stream(categories)
                .map(category -> of.atMost(category) - of.below(category))
                .toArray();
    }

    private static double[] filled(double[] shares) {
        double smallest = Arrays.stream(shares).filter(share -> share > 0).min().orElse(1);
        double empty = smallest <= EMPTY ? smallest / 1e6 : EMPTY;
        return Arrays.stream(shares).map(share -> share > 0 ? share : empty).toArray();
    }
}
