package dev.factstream.drift.statistics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A sketch of a distribution of doubles that never exceeds a few kilobytes: KLL (Karnin, Lang, Liberty, "Optimal Quantile
 * Approximation in Streams", FOCS 2016). Values are kept in levels; a value in level h stands for 2^h values. A full level is
 * sorted, and every other value of it, starting with the first or the second by a coin toss, moves up a level. The capacity shrinks
 * by 2/3 per level from the top down.
 *
 * <p>Up to {@value #K} values it is exact. Beyond, a rank is off by about 1.3 / K of the count.
 *
 * <p>Deviation: the coin is a hash of the number of tosses, so that equal streams give equal sketches, as a replay after a crash
 * requires. (datasketches-java 7 tosses a random one, and needs a module that only JDK 17 has.)
 *
 * <p>Not thread-safe.
 */
public final class KllSketch {
    /** The size of the top level. */
    static final int K = 1024;

    private static final int SMALLEST_LEVEL = 8;
    private static final double SHRINK = 2.0 / 3;

    private final List<double[]> values = new ArrayList<>(List.of(new double[16]));
    private final List<Integer> sizes = new ArrayList<>(List.of(0));
    private long count;
    private long tosses;

    /** Adds a finite number. */
    public void add(double value) {
        push(0, value);
        count++;
        compact();
    }

    /** Adds all values of another sketch, which stays unchanged. */
    public void addAll(KllSketch other) {
        for (int level = 0; level < other.values.size(); level++) {
            for (int i = 0; i < other.sizes.get(level); i++) {
                push(level, other.values.get(level)[i]);
            }
        }
        count += other.count;
        compact();
    }

    /** Returns how many values were added. */
    public long count() {
        return count;
    }

    /** Returns the distribution of the added values. */
    public EmpiricalDistribution distribution() {
        List<double[]> weighted = new ArrayList<>();
        for (int level = 0; level < values.size(); level++) {
            for (int i = 0; i < sizes.get(level); i++) {
                weighted.add(new double[] {values.get(level)[i], Math.scalb(1.0, level)});
            }
        }
        return EmpiricalDistribution.of(weighted, count);
    }

    private void push(int level, double value) {
        while (values.size() <= level) {
            values.add(new double[16]);
            sizes.add(0);
        }
        int size = sizes.get(level);
        if (size == values.get(level).length) {
            values.set(level, Arrays.copyOf(values.get(level), 2 * size));
        }
        values.get(level)[size] = value;
        sizes.set(level, size + 1);
    }

    private void compact() {
        for (int level = 0; level < values.size(); level++) {
            if (sizes.get(level) > capacity(level)) {
                halve(level);
            }
        }
    }

    private int capacity(int level) {
        return Math.max(SMALLEST_LEVEL, (int) Math.ceil(K * Math.pow(SHRINK, values.size() - 1 - level)));
    }

    private void halve(int level) {
        double[] full = values.get(level);
        int size = sizes.get(level);
        Arrays.sort(full, 0, size);
        int even = size - size % 2; // if the size is odd, the largest value stays
        int start = coin();
        for (int i = start; i < even; i += 2) {
            push(level + 1, full[i]);
        }
        if (even < size) {
            full[0] = full[even];
        }
        sizes.set(level, size - even);
    }

    /** 0 or 1: the lowest bit of SplitMix64 of the number of tosses. */
    private int coin() {
        long z = ++tosses * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (int) ((z ^ (z >>> 31)) & 1);
    }

    public void write(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeLong(tosses);
        out.writeInt(values.size());
        for (int level = 0; level < values.size(); level++) {
            out.writeInt(sizes.get(level));
            for (int i = 0; i < sizes.get(level); i++) {
                out.writeDouble(values.get(level)[i]);
            }
        }
    }

    public static KllSketch read(DataInput in) throws IOException {
        KllSketch sketch = new KllSketch();
        sketch.count = in.readLong();
        sketch.tosses = in.readLong();
        int levels = in.readInt();
        for (int level = 0; level < levels; level++) {
            for (int left = in.readInt(); left > 0; left--) {
                sketch.push(level, in.readDouble());
            }
        }
        return sketch;
    }
}
