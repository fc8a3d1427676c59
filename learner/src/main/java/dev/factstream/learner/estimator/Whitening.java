package dev.factstream.learner.estimator;

/**
 * Shifts and scales the advantages of a batch to mean 0 and standard deviation 1 over its real tokens: {@code (A -
 * mean) / (std + 1e-8)}, with the population standard deviation. Rows may differ in length and have no padding.
 */
public final class Whitening {

    private static final double EPSILON = 1e-8;

    private Whitening() {}

    /** Returns new rows of the same lengths. Rows whose entries are all equal become zeros. */
    public static double[][] of(double[][] rows) {
        TokenMoments moments = TokenMoments.of(rows);
        double[][] whitened = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            whitened[i] = new double[rows[i].length];
            for (int t = 0; t < rows[i].length; t++) {
                whitened[i][t] = (rows[i][t] - moments.mean()) / (moments.deviation() + EPSILON);
            }
        }
        return whitened;
    }
}
