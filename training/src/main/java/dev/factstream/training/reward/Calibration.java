package dev.factstream.training.reward;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Predicted probabilities against observed frequencies: a reliability table of ten bins of equal width, and the expected
 * calibration error (Naeini et al. 2015), the mean distance between the two, weighted by bin.
 *
 * @param bins in ascending order, without empty bins
 * @param expectedError from 0 to 1
 */
record Calibration(List<Bin> bins, double expectedError) {

    private static final int BINS = 10;

    /**
     * One row of the table.
     *
     * @param from lower end of the bin; its width is 0.1
     * @param count number of predictions in the bin
     * @param predicted mean of the predictions
     * @param happened observed frequency
     */
    record Bin(double from, int count, double predicted, double happened) {}

    static Calibration of(double[] probabilities, IntPredicate happened) {
        int[] count = new int[BINS];
        double[] predicted = new double[BINS];
        int[] hits = new int[BINS];
        for (int i = 0; i < probabilities.length; i++) {
            int bin = Math.min(BINS - 1, (int) (probabilities[i] * BINS));
            count[bin]++;
            predicted[bin] += probabilities[i];
            hits[bin] += happened.test(i) ? 1 : 0;
        }
        List<Bin> bins = new ArrayList<>();
        double error = 0;
        for (int b = 0; b < BINS; b++) {
            if (count[b] > 0) {
                bins.add(new Bin((double) b / BINS, count[b], predicted[b] / count[b], (double) hits[b] / count[b]));
                error += Math.abs(predicted[b] - hits[b]) / probabilities.length;
            }
        }
        return new Calibration(bins, error);
    }
}
