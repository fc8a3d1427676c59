package dev.factstream.drift.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The Page–Hinkley statistic in both directions: sums of how far values lie above (below) their running mean beyond δ, never below
 * 0, with slow forgetting. The sum grows without bound once the mean has risen (fallen).
 *
 * <p>Formula and constants of River's {@code drift.PageHinkley}: s ← max(0, α·s + x − mean − δ) with δ = 0.005, α = 0.9999.
 * Deviations: River detects only increases, here a second sum takes −x; the statistic is a gauge and never resets; the caller
 * divides x by the reference's standard deviation, so that River's threshold of 50 means the same for every component.
 *
 * <p>Not thread-safe.
 */
public final class PageHinkley {
    private static final double DELTA = 0.005;
    private static final double ALPHA = 0.9999;

    private long count;
    private double mean;
    private double up;
    private double down;

    public void add(double x) {
        count++;
        mean += (x - mean) / count;
        up = Math.max(0, ALPHA * up + (x - mean - DELTA));
        down = Math.max(0, ALPHA * down + (mean - x - DELTA));
    }

    /** Returns the evidence that the mean has risen. */
    public double up() {
        return up;
    }

    /** Returns the evidence that the mean has fallen. */
    public double down() {
        return down;
    }

    public void write(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeDouble(mean);
        out.writeDouble(up);
        out.writeDouble(down);
    }

    public static PageHinkley read(DataInput in) throws IOException {
        PageHinkley read = new PageHinkley();
        read.count = in.readLong();
        read.mean = in.readDouble();
        read.up = in.readDouble();
        read.down = in.readDouble();
        return read;
    }
}
