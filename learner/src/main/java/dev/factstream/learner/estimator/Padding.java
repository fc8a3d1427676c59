package dev.factstream.learner.estimator;

import java.util.Arrays;

/**
 * Rows of one width, real tokens first, as an implementation without a padding mask handles responses. An estimate over
 * padded rows equals the estimate over the real tokens if no term of the padding reaches them.
 */
public final class Padding {

    private Padding() {}

    /** The row extended to {@code columns} entries; new entries are {@code fill}. */
    public static double[] extended(double[] row, int columns, double fill) {
        double[] extended = Arrays.copyOf(row, columns);
        Arrays.fill(extended, row.length, columns, fill);
        return extended;
    }

    /** The first {@code tokens} entries of a row, which are the real tokens. */
    public static double[] cut(double[] row, int tokens) {
        return Arrays.copyOf(row, tokens);
    }
}
