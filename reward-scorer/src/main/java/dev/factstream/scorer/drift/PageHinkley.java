package dev.factstream.scorer.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The Page–Hinkley statistic in both directions: sums of how far values lie above (below) their running mean beyond δ, never less
 * than 0, slightly forgetful. It grows without end when the mean has risen (fallen).
 *
 * <p>Formula and constants of River's {@code drift.PageHinkley}: s ← max(0, α·s + x − mean − δ) with δ = 0.005, α = 0.9999.
 * Deviations: River looks for increases only, here a second sum takes −x; it is a gauge and never resets; the caller divides x by the
 * reference's deviation, so that River's threshold of 50 means the same for every component.
 *
 * <p>Not thread-safe.
 */
final class PageHinkley {
    private static final double DELTA = 0.005;
    private static final double ALPHA = 0.9999;

    private long count;
    private double mean;
    private double up;
    private double down;

    void add(double x) {
        count++;
        mean += (x - mean) / count;
        up = Math.max(0, ALPHA * up + (x - mean - DELTA));
        down = Math.max(0, ALPHA * down + (mean - x - DELTA));
    }

    /** How strongly the values speak for a mean that has risen. */
    double up() {
        return up;
    }

    /** How strongly they speak for one that has fallen. */
    double down() {
        return down;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeDouble(mean);
        out.writeDouble(up);
        out.writeDouble(down);
    }

    static PageHinkley read(DataInput in) throws IOException {
        PageHinkley read = new PageHinkley();
        read.count = in.readLong();
        read.mean = in.readDouble();
        read.up = in.readDouble();
        read.down = in.readDouble();
        return read;
    }
}
