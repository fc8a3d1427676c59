package dev.factstream.scorer.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Count, mean, and sum of squared deviations from the mean. Adding a value is Welford's step, adding other moments Chan's.
 *
 * @param mean 0 without values
 */
record Moments(long count, double mean, double squares) {
    static final Moments NONE = new Moments(0, 0, 0);

    Moments plus(double value) {
        double delta = value - mean;
        double newMean = mean + delta / (count + 1);
        return new Moments(count + 1, newMean, squares + delta * (value - newMean));
    }

    Moments plus(Moments other) {
        if (other.count == 0) {
            return this;
        }
        long all = count + other.count;
        double delta = other.mean - mean;
        return new Moments(
                all,
                mean + delta * other.count / all,
                squares + other.squares + delta * delta * count * other.count / all);
    }

    /** Returns the sample variance; 0 with fewer than two values. */
    double variance() {
        return count < 2 ? 0 : squares / (count - 1);
    }

    double deviation() {
        return Math.sqrt(variance());
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeDouble(mean);
        out.writeDouble(squares);
    }

    static Moments read(DataInput in) throws IOException {
        return new Moments(in.readLong(), in.readDouble(), in.readDouble());
    }
}
