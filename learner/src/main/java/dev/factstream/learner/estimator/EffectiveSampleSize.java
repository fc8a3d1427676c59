package dev.factstream.learner.estimator;

/**
 * Kish's effective sample size of importance ratios as a share of their number:
 * {@code (sum w)^2 / (n * sum w^2)}, which is 1 on-policy and 1/n when a single token carries everything.
 */
public final class EffectiveSampleSize {

    private EffectiveSampleSize() {}

    /** The share in (0, 1], or 1 for no tokens at all. */
    public static double of(double[] ratios) {
        double sum = 0;
        double squares = 0;
        for (double ratio : ratios) {
            sum += ratio;
            squares += ratio * ratio;
        }
        return ratios.length == 0 ? 1 : sum * sum / (ratios.length * squares);
    }
}
