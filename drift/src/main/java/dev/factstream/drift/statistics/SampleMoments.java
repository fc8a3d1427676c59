package dev.factstream.drift.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Count, mean, and sum of squared deviations from the mean. Adding a value is Welford's step, adding other moments Chan's.
 *
 * @param mean 0 without values
 */
public record SampleMoments(long count, double mean, double squares) {
    public static final SampleMoments NONE = new SampleMoments(0, 0, 0);

    public SampleMoments plus(double value) {
        double delta = value - mean;
        double newMean = mean + delta / (count + 1);
        return new SampleMoments(count + 1, newMean, squares + delta * (value - newMean));
    }

    public SampleMoments plus(SampleMoments other) {
        if (other.count == 0) {
            return this;
        }
        long all = count + other.count;
        double delta = other.mean - mean;
        return new SampleMoments(
                all,
                mean + delta * other.count / all,
                squares + other.squares + delta * delta * count * other.count / all);
    }

    /** Returns the sample variance; 0 with fewer than two values. */
    public double variance() {
        return count < 2 ? 0 : squares / (count - 1);
    }

    public double deviation() {
        return Math.sqrt(variance());
    }

    public void write(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeDouble(mean);
        out.writeDouble(squares);
    }

    public static SampleMoments read(DataInput in) throws IOException {
        return new SampleMoments(in.readLong(), in.readDouble(), in.readDouble());
    }
}
