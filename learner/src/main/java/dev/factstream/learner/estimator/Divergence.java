package dev.factstream.learner.estimator;

import java.util.function.DoubleUnaryOperator;

/**
 * Estimators of a divergence between the policy {@code q} that tokens were sampled from and another policy {@code p},
 * from log-probabilities of the sampled tokens alone (J. Schulman, "Approximating KL divergence", 2020; chi-square: the
 * second moment of the ratio {@code p/q}). Each is the mean over tokens, 0 for no tokens.
 */
public final class Divergence {

    private Divergence() {}

    /** {@code k1 = log q - log p}: an unbiased estimate of KL(q || p), may be negative. */
    public static double k1(double[] sampled, double[] other) {
        return mean(sampled, other, d -> -d);
    }

    /** {@code k3 = p/q - 1 - log(p/q)}: also an unbiased estimate of KL(q || p), never negative, with smaller variance. */
    public static double k3(double[] sampled, double[] other) {
        return mean(sampled, other, Divergence::k3);
    }

    /** {@code E[(p/q)^2] - 1}, the chi-square divergence, which bounds the variance of importance weights. */
    public static double chiSquare(double[] sampled, double[] other) {
        return mean(sampled, other, d -> Math.exp(2 * d) - 1);
    }

    /** The k3 estimate of a single token whose log-ratio is {@code log p - log q}. */
    public static double k3(double logRatio) {
        return Math.expm1(logRatio) - logRatio;
    }

    private static double mean(double[] sampled, double[] other, DoubleUnaryOperator ofLogRatio) {
        TokenArrays.requireSameLength(sampled, other);
        double sum = 0;
        for (int t = 0; t < sampled.length; t++) {
            sum += ofLogRatio.applyAsDouble(other[t] - sampled[t]);
        }
        return sampled.length == 0 ? 0 : sum / sampled.length;
    }
}
