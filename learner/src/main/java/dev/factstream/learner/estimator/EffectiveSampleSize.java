package dev.factstream.learner.estimator;

/**
 * Kish's effective sample size of importance ratios as a share of their number: {@code (sum w)^2 / (n * sum w^2)}. It
 * is 1 on-policy, and 1/n if a single token has all the weight.
 */
public final class EffectiveSampleSize {

    private EffectiveSampleSize() {}

    /** The share in (0, 1]; 1 for no tokens. */
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
