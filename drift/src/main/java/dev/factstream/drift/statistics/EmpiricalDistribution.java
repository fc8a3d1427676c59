package dev.factstream.drift.statistics;

import java.util.Arrays;

/**
 * An empirical distribution: its distinct values in ascending order, and for each of them the share of values up to it. Immutable
 * as long as the arrays are not modified.
 *
 * @param cumulative as long as {@code values}; the last element is 1
 * @param count number of values
 */
public record EmpiricalDistribution(double[] values, double[] cumulative, long count) {
    /** @param sample in any order; this method sorts the array */
    static EmpiricalDistribution of(double[] sample) {
        Arrays.sort(sample);
        double[] values = new double[sample.length];
        double[] cumulative = new double[sample.length];
        int distinct = 0;
        for (int i = 0; i < sample.length; i++) {
            if (distinct == 0 || values[distinct - 1] != sample[i]) {
                values[distinct++] = sample[i];
            }
            cumulative[distinct - 1] = (i + 1.0) / sample.length;
        }
        return new EmpiricalDistribution(
                Arrays.copyOf(values, distinct), Arrays.copyOf(cumulative, distinct), sample.length);
    }

    /** Returns the share of values less than or equal to {@code x}. */
    double atMost(double x) {
        return before(upperBound(x));
    }

    /** Returns the share of values less than {@code x}. */
    double below(double x) {
        return before(lowerBound(x));
    }

    /** Returns the smallest value whose cumulative share is at least {@code q}; the distribution must not be empty. */
    public double quantile(double q) {
        for (int i = 0; i < values.length; i++) {
            if (cumulative[i] >= q - 1e-12) { // shares are inexact sums of many small ones
                return values[i];
            }
        }
        return values[values.length - 1];
    }

    private double before(int index) {
        return index == 0 ? 0 : cumulative[index - 1];
    }

    private int lowerBound(double x) {
        int found = Arrays.binarySearch(values, x);
        return found < 0 ? -found - 1 : found;
    }

    private int upperBound(double x) {
        int found = Arrays.binarySearch(values, x);
        return found < 0 ? -found - 1 : found + 1;
    }
}
