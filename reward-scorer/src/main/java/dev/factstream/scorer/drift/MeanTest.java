package dev.factstream.scorer.drift;

/**
 * Whether two means differ: Welch's statistic, and the normal tail for its probability, since windows are large.
 *
 * @param z how many standard errors the second mean lies above the first
 * @param effect the same in deviations of the first
 */
record MeanTest(double z, double effect) {
    /** Compares {@code current} with {@code reference}; with fewer than two values on either side nothing is said. */
    static MeanTest of(Moments reference, Moments current) {
        if (reference.count() < 2 || current.count() < 2) {
            return new MeanTest(0, 0);
        }
        double difference = current.mean() - reference.mean();
        double error = Math.sqrt(reference.variance() / reference.count() + current.variance() / current.count());
        if (difference == 0) {
            return new MeanTest(0, 0);
        }
        return new MeanTest(difference / error, difference / reference.deviation());
    }

    /** Whether the second mean is above the first, significantly. */
    boolean isRise() {
        return z > 0 && Look.isSignificant(probability());
    }

    /** Whether the second mean is below the first, significantly. */
    boolean isFall() {
        return z < 0 && Look.isSignificant(probability());
    }

    /** The probability of such a difference or a larger one, in either direction, if there is none. */
    double probability() {
        return Math.min(1, complementaryError(Math.abs(z) / Math.sqrt(2)));
    }

    /** erfc for x of 0 or more, to 1.2e-7 of its value (Numerical Recipes, Chebyshev fit). */
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
