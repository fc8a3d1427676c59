package dev.factstream.training.reward;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One point of the training curve. All components but the first two and the last are of held-out pairs.
 *
 * @param step optimizer steps taken
 * @param trainLoss mean over the steps since the previous point; NaN before the first step
 * @param heldOut scores with the right pictures
 * @param shuffled scores with other pairs' pictures
 * @param seconds since the start
 */
record RewardCurvePoint(long step, double trainLoss, ScoredPairs heldOut, ScoredPairs shuffled, double seconds) {

    private static final String HEADER =
            "step,train_loss,held_out_loss,accuracy_clean,accuracy_noisy,accuracy_clean_pictures_shuffled,"
                    + "mean_margin,expected_calibration_error,seconds";

    /** The curve as comma-separated values with a header. */
    static List<String> csv(List<RewardCurvePoint> points) {
        return Stream.concat(Stream.of(HEADER), points.stream().map(RewardCurvePoint::row))
                .toList();
    }

    private String row() {
        return String.format(
                Locale.ROOT,
                "%d,%.6f,%.6f,%.4f,%.4f,%.4f,%.4f,%.4f,%.1f",
                step,
                trainLoss,
                heldOut.loss(),
                heldOut.cleanAccuracy(),
                heldOut.noisyAccuracy(),
                shuffled.cleanAccuracy(),
                heldOut.meanMargin(),
                heldOut.calibration().expectedError(),
                seconds);
    }

    /** A progress line. */
    String progressLine(long totalSteps, String timeLeft) {
        return String.format(
                Locale.ROOT,
                "step %d/%d  loss %s  held-out loss %.4f  correct pairs %.1f %% (noisy labels %.1f %%, shuffled pictures"
                        + " %.1f %%)  margin %.2f  calibration error %.3f  %s left",
                step,
                totalSteps,
                Double.isNaN(trainLoss) ? "-" : String.format(Locale.ROOT, "%.4f", trainLoss),
                heldOut.loss(),
                100 * heldOut.cleanAccuracy(),
                100 * heldOut.noisyAccuracy(),
                100 * shuffled.cleanAccuracy(),
                heldOut.meanMargin(),
                heldOut.calibration().expectedError(),
                timeLeft);
    }
}
