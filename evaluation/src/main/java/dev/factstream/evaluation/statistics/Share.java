package dev.factstream.evaluation.statistics;

import java.util.Locale;

/**
 * A share with its uncertainty.
 *
 * @param hits number of hits
 * @param total number of trials; may be 0
 */
public record Share(int hits, int total) {
    /** The 97.5 % quantile of the standard normal distribution. */
    static final double Z = 1.959963984540054;

    public Share {
        if (hits < 0 || hits > total) {
            throw new IllegalArgumentException("not a share: " + hits + " of " + total);
        }
    }

    /** From 0 to 1; NaN if {@code total} is 0. */
    public double rate() {
        return hits / (double) total;
    }

    /** Lower end of the 95 % score interval of Wilson (1927). */
    public double low() {
        return Math.max(0, centre() - halfWidth()); // without hits, rounding makes a negative zero
    }

    /** Upper end of the 95 % score interval of Wilson (1927). */
    public double high() {
        return centre() + halfWidth();
    }

    private double centre() {
        return (hits + Z * Z / 2) / (total + Z * Z);
    }

    private double halfWidth() {
        return Z / (total + Z * Z) * Math.sqrt(hits * (double) (total - hits) / Math.max(1, total) + Z * Z / 4);
    }

    /** For example {@code 61.3 % (58.2 to 64.3)}. */
    @Override
    public String toString() {
        return total == 0
                ? "none"
                : String.format(Locale.ROOT, "%.1f %% (%.1f to %.1f)", 100 * rate(), 100 * low(), 100 * high());
    }
}
