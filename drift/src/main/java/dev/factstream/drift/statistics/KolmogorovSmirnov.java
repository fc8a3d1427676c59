package dev.factstream.drift.statistics;

/**
 * The two-sample Kolmogorov–Smirnov test: the largest difference between two cumulative distributions, and the probability of a
 * larger one if both samples come from one distribution, by Kolmogorov's limit 2·Σ (−1)^(k−1)·exp(−2k²λ²) with λ = √(nm/(n+m))·D.
 *
 * <p>Deviation from {@code scipy.stats.ks_2samp}, whose asymptotic p uses the exact one-sample distribution: this is the limit,
 * {@code scipy.stats.kstwobign.sf}. With ties both probabilities are too large, so they are conservative.
 */
public final class KolmogorovSmirnov {
    private static final int TERMS = 100;

    private KolmogorovSmirnov() {}

    /** Returns D; neither distribution may be empty. */
    public static double distance(EmpiricalDistribution first, EmpiricalDistribution second) {
        double largest = 0;
        for (double value : first.values()) {
            largest = Math.max(largest, Math.abs(first.atMost(value) - second.atMost(value)));
        }
        for (double value : second.values()) {
            largest = Math.max(largest, Math.abs(first.atMost(value) - second.atMost(value)));
        }
        return largest;
    }

    /** Returns the probability of a distance of {@code d} or more between samples of sizes {@code n} and {@code m}. */
    public static double probability(double d, long n, long m) {
        double lambda = Math.sqrt((double) n * m / (n + m)) * d;
        if (lambda < 0.2) { // the series converges slowly here, and the sum is 1 to twelve digits
            return 1;
        }
        double sum = 0;
        for (int k = 1; k <= TERMS; k++) {
            double term = Math.exp(-2.0 * k * k * lambda * lambda);
            sum += k % 2 == 1 ? term : -term;
        }
        return Math.min(1, Math.max(0, 2 * sum));
    }
}
