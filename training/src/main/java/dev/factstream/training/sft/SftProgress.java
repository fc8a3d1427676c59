package dev.factstream.training.sft;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Prints one line per validation, with the time left. */
final class SftProgress {

    private final PrintStream out;
    private final long totalSteps;
    private final int batchSize;
    private final long startNanos = System.nanoTime();

    SftProgress(PrintStream out, long totalSteps, int batchSize) {
        this.out = out;
        this.totalSteps = totalSteps;
        this.batchSize = batchSize;
    }

    /** Seconds since the start. */
    double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    void report(SftCurvePoint point) {
        double left = seconds() / point.step() * (totalSteps - point.step());
        out.println(String.format(
                Locale.ROOT,
                "step %d/%d  loss %.4f  held-out loss %.4f  held-out token accuracy %.4f  %.0f rows/s  %s left",
                point.step(),
                totalSteps,
                point.trainLoss(),
                point.validation().loss(),
                point.validation().accuracy(),
                point.step() * batchSize / seconds(),
                clock(left)));
    }

    static String clock(double seconds) {
        Duration duration = Duration.ofSeconds(Math.round(seconds));
        return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }
}
