package dev.factstream.evaluation.statistics;

import java.util.Arrays;
import java.util.Locale;

/**
 * A mean with its uncertainty.
 *
 * @param value the arithmetic mean; NaN without values
 * @param standardError {@code s / √n} with the sample standard deviation {@code s} (divisor {@code n − 1}); NaN for fewer than
 *     two values
 * @param count number of values
 */
public record Mean(double value, double standardError, int count) {

    /** The mean of independent values. */
    public static Mean of(double... values) {
        int n = values.length;
        double mean = Arrays.stream(values).sum() / n;
        double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
        double error = n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1) / n);
        return new Mean(mean, error, n);
    }

    /** The mean of {@code a[i] − b[i]}: effects that {@code a} and {@code b} share, such as that of a seed or a question, cancel out. */
    public static Mean ofDifferences(double[] a, double[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(a.length + " values cannot be paired with " + b.length);
        }
        double[] differences = new double[a.length];
        Arrays.setAll(differences, i -> a[i] - b[i]);
        return of(differences);
    }

    /** Lower end of the 95 % interval of the normal approximation. */
    public double low() {
        return value - Share.Z * standardError;
    }

    /** Upper end of the 95 % interval of the normal approximation. */
    public double high() {
        return value + Share.Z * standardError;
    }

    /** Distance of the mean from zero in standard errors, at least 0; NaN if the standard error is NaN. */
    public double standardErrors() {
        return Math.abs(value) / standardError;
    }

    /** The mean of {@code factor} times the values. */
    public Mean times(double factor) {
        return new Mean(factor * value, Math.abs(factor) * standardError, count);
    }

    /** For example {@code 61.3 ± 1.5}, without the standard error if it is not defined. @param digits after the decimal point */
    public String plusMinus(int digits) {
        String number = "%." + digits + "f";
        return count < 2
                ? String.format(Locale.ROOT, number, value)
                : String.format(Locale.ROOT, number + " ± " + number, value, standardError);
    }

    /** For example {@code 61.3 (58.2 to 64.3)}. */
    public String interval() {
        return count < 2
                ? String.format(Locale.ROOT, "%.1f", value)
                : String.format(Locale.ROOT, "%.1f (%.1f to %.1f)", value, low(), high());
    }
}
