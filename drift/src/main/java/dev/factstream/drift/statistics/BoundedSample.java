package dev.factstream.drift.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The values of a stream in the order of their arrival, {@value #CAPACITY} at most. Up to that many it is exact. When it is full,
 * every other value is dropped, and from then on only every second value is kept, then every fourth, and so on: a systematic sample.
 * Nothing in it is random, so that equal streams give equal samples, as a replay after a crash requires.
 *
 * <p>The state of a window holds a sample for each component and is written as one record: 11 · {@value #CAPACITY} · 8 bytes stay
 * below Kafka's limit of 1 MiB.
 *
 * <p>Not thread-safe.
 */
public final class BoundedSample {
    /** The largest number of values kept; even, so that halving keeps the spacing. */
    static final int CAPACITY = 4096;

    private double[] values = new double[16];
    private int size;
    private long count;
    private long spacing = 1;

    /** Adds a finite number. */
    public void add(double value) {
        if (count % spacing == 0) {
            keep(value);
        }
        count++;
    }

    /** Adds the values of another sample, which stays unchanged. */
    public void addAll(BoundedSample other) {
        while (spacing < other.spacing) {
            halve();
        }
        for (int i = 0; i < other.size; i++) {
            if (i * other.spacing % spacing == 0) {
                keep(other.values[i]);
            }
        }
        count += other.count;
    }

    /** Returns the distribution of the values kept. */
    public EmpiricalDistribution distribution() {
        return EmpiricalDistribution.of(Arrays.copyOf(values, size));
    }

    private void keep(double value) {
        if (size == CAPACITY) {
            halve();
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    private void halve() {
        int kept = 0;
        for (int i = 0; i < size; i += 2) {
            values[kept++] = values[i];
        }
        size = kept;
        spacing *= 2;
    }

    public void write(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeLong(spacing);
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeDouble(values[i]);
        }
    }

    public static BoundedSample read(DataInput in) throws IOException {
        BoundedSample sample = new BoundedSample();
        sample.count = in.readLong();
        sample.spacing = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            sample.keep(in.readDouble());
        }
        return sample;
    }

    /** Reads a KLL sketch, which earlier builds wrote: levels of values, where a value in level h stands for 2^h values. */
    public static BoundedSample readSketch(DataInput in) throws IOException {
        BoundedSample sample = new BoundedSample();
        in.readLong(); // the count, which follows from the levels
        in.readLong(); // the number of compactions
        int levels = in.readInt();
        for (int level = 0; level < levels; level++) {
            for (int left = in.readInt(); left > 0; left--) {
                double value = in.readDouble();
                for (long times = 1L << level; times > 0; times--) {
                    sample.add(value);
                }
            }
        }
        return sample;
    }
}
