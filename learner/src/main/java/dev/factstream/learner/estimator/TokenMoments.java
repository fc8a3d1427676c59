package dev.factstream.learner.estimator;

/**
 * Mean, population standard deviation and range over all tokens of a batch.
 *
 * @param count number of tokens
 * @param mean 0 for no tokens
 * @param deviation 0 for no tokens
 * @param min 0 for no tokens
 * @param max 0 for no tokens
 */
public record TokenMoments(long count, double mean, double deviation, double min, double max) {

    /** Over all entries of rows, which may differ in length. */
    public static TokenMoments of(double[]... rows) {
        long count = 0;
        double sum = 0;
        for (double[] row : rows) {
            count += row.length;
            for (double x : row) {
                sum += x;
            }
        }
        if (count == 0) {
            return new TokenMoments(0, 0, 0, 0, 0);
        }
        double mean = sum / count;
        double squares = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (double[] row : rows) {
            for (double x : row) {
                squares += (x - mean) * (x - mean);
                min = Math.min(min, x);
                max = Math.max(max, x);
            }
        }
        return new TokenMoments(count, mean, Math.sqrt(squares / count), min, max);
    }
}
