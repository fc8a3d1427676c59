package dev.factstream.learner.estimator;

import java.util.Arrays;

/**
 * Responses as an implementation without a padding mask sees them: rows of one width, real tokens first. An estimate over
 * padded rows is the estimate over the real tokens where nothing flows back out of the padding.
 */
public final class Padding {

    private Padding() {}

    /** A longer row: what is new holds {@code fill}. */
    public static double[] extended(double[] row, int columns, double fill) {
        double[] extended = Arrays.copyOf(row, columns);
        Arrays.fill(extended, row.length, columns, fill);
        return extended;
    }

    /** The first {@code tokens} of a row: its real ones. */
    public static double[] cut(double[] row, int tokens) {
        return Arrays.copyOf(row, tokens);
    }
}
