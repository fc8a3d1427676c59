package dev.factstream.training.sft;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One point of the training curve.
 *
 * @param step optimizer steps taken
 * @param rate learning rate of the last step
 * @param trainLoss mean over the steps since the previous point, in nats per answer token
 * @param validation result on the held-out rows
 * @param seconds since the start
 */
record SftCurvePoint(long step, double rate, double trainLoss, ValidationResult validation, double seconds) {

    private static final String HEADER = "step,rate,train_loss,held_out_loss,held_out_token_accuracy,seconds";

    /** The curve as comma-separated values with a header. */
    static List<String> csv(List<SftCurvePoint> points) {
        return Stream.concat(Stream.of(HEADER), points.stream().map(SftCurvePoint::row))
                .toList();
    }

    private String row() {
        return String.format(
                Locale.ROOT,
                "%d,%.6g,%.6f,%.6f,%.6f,%.1f",
                step,
                rate,
                trainLoss,
                validation.loss(),
                validation.accuracy(),
                seconds);
    }
}
