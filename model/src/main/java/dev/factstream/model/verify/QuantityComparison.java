package dev.factstream.model.verify;

import java.util.Locale;

/**
 * The comparison of one expected quantity with the computed one.
 *
 * @param quantity its name in expected.safetensors
 * @param error the largest error
 * @param tolerance the largest allowed error; negative if the quantity is not compared
 * @param measure the kind of error: absolute, relative to the largest value, or a number of tokens
 */
public record QuantityComparison(String quantity, double error, double tolerance, String measure) {

    static final double VALUE_TOLERANCE = 1e-4;
    static final double GRADIENT_TOLERANCE = 1e-3;

    /** Whether the error is within tolerance; a quantity that is not compared passes. */
    public boolean passed() {
        return tolerance < 0 || error <= tolerance; // false for NaN
    }

    static QuantityComparison absolute(String quantity, float[] expected, float[] actual) {
        return new QuantityComparison(quantity, largestError(quantity, expected, actual), VALUE_TOLERANCE, "absolute");
    }

    static QuantityComparison relative(String quantity, float[] expected, float[] actual) {
        double scale = 0;
        for (float value : expected) {
            scale = Math.max(scale, Math.abs(value));
        }
        double error = largestError(quantity, expected, actual);
        return new QuantityComparison(quantity, scale > 0 ? error / scale : error, GRADIENT_TOLERANCE, "relative");
    }

    static QuantityComparison unknown(String quantity) {
        return new QuantityComparison(quantity, 0, -1, "not compared: unknown quantity");
    }

    static double largestError(String quantity, float[] expected, float[] actual) {
        if (expected.length != actual.length) {
            throw new IllegalStateException(
                    quantity + ": expected " + expected.length + " values, computed " + actual.length);
        }
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            double error = Math.abs(expected[i] - actual[i]);
            largest = error > largest || Double.isNaN(error) ? error : largest;
            if (Double.isNaN(error)) {
                break;
            }
        }
        return largest;
    }

    /** Returns a human-readable line. */
    @Override
    public String toString() {
        if (tolerance < 0) {
            return String.format(Locale.ROOT, "%-4s %s (%s)", "--", quantity, measure);
        }
        return String.format(
                Locale.ROOT,
                "%-4s %s: %.3g (%s, allowed %.3g)",
                passed() ? "ok" : "FAIL",
                quantity,
                error,
                measure,
                tolerance);
    }
}
