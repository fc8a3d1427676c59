package dev.factstream.drift.rules;

import dev.factstream.drift.statistics.SampleMoments;
import org.apache.commons.numbers.gamma.Erfc;

/**
 * Tests whether two means differ: Welch's statistic, with the normal tail as its probability, since windows are large.
 *
 * @param z by how many standard errors the second mean exceeds the first
 * @param effect the same difference in standard deviations of the first
 */
public record WelchStatistic(double z, double effect) {
    /** Compares {@code current} with {@code reference}; both numbers are 0 if either side has fewer than two values. */
    public static WelchStatistic of(SampleMoments reference, SampleMoments current) {
        if (reference.count() < 2 || current.count() < 2) {
            return new WelchStatistic(0, 0);
        }
        double difference = current.mean() - reference.mean();
        double error = Math.sqrt(reference.variance() / reference.count() + current.variance() / current.count());
        if (difference == 0) {
            return new WelchStatistic(0, 0);
        }
        return new WelchStatistic(difference / error, difference / reference.deviation());
    }

    /** Whether the second mean is significantly above the first. */
    boolean isRise() {
        return z > 0 && WindowContext.isSignificant(probability());
    }

    /** Whether the second mean is significantly below the first. */
    boolean isFall() {
        return z < 0 && WindowContext.isSignificant(probability());
    }

    /** Returns the two-sided probability of such a difference or a larger one if the means are equal. */
    public double probability() {
        return Erfc.value(Math.abs(z) / Math.sqrt(2));
    }
}
