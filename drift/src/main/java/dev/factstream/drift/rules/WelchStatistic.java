package dev.factstream.drift.rules;

import dev.factstream.drift.statistics.SampleMoments;

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
        return Math.min(1, complementaryError(Math.abs(z) / Math.sqrt(2)));
    }

    /** erfc for x of 0 or more, with relative error 1.2e-7 (Numerical Recipes, Chebyshev fit). */
    private static double complementaryError(double x) {
        double t = 1 / (1 + 0.5 * x);
        double exponent = -x * x
                - 1.26551223
                + t
                        * (1.00002368
                                + t
                                        * (0.37409196
                                                + t
                                                        * (0.09678418
                                                                + t
                                                                        * (-0.18628806
                                                                                + t
                                                                                        * (0.27886807
                                                                                                + t
                                                                                                        * (-1.13520398
                                                                                                                + t
                                                                                                                        * (1.48851587
                                                                                                                                + t
                                                                                                                                        * (-0.82215223
                                                                                                                                                + t
                                                                                                                                                        * 0.17087277))))))));
        return t * Math.exp(exponent);
    }
}
