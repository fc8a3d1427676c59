package dev.factstream.evaluation.statistics;

import java.util.Locale;

/**
 * A share with its uncertainty.
 *
 * @param hits how many
 * @param of out of how many; may be 0
 */
public record Share(int hits, int of) {
    /** The 97.5 % quantile of the standard normal distribution. */
    static final double Z = 1.959963984540054;

    public Share {
        if (hits < 0 || hits > of) {
            throw new IllegalArgumentException(hits + " of " + of + " is no share");
        }
    }

    /** From 0 to 1; not a number where nothing was counted. */
    public double rate() {
        return hits / (double) of;
    }

    /** Lower end of the 95 % score interval of Wilson (1927). */
    public double low() {
        return Math.max(0, centre() - reach()); // of no hits, rounding makes a negative zero
    }

    /** Upper end of the 95 % score interval of Wilson (1927). */
    public double high() {
        return centre() + reach();
    }

    private double centre() {
        return (hits + Z * Z / 2) / (of + Z * Z);
    }

    private double reach() {
        return Z / (of + Z * Z) * Math.sqrt(hits * (double) (of - hits) / Math.max(1, of) + Z * Z / 4);
    }

    /** For example {@code 61.3 % (58.2 to 64.3)}. */
    @Override
    public String toString() {
        return of == 0
                ? "none"
                : String.format(Locale.ROOT, "%.1f %% (%.1f to %.1f)", 100 * rate(), 100 * low(), 100 * high());
    }
}
