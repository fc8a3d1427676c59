package dev.factstream.drift.window;

import dev.factstream.schemas.facts.AnswerKind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How many rollouts answer each kind of question: the observed prompt mix. Not thread-safe. */
public final class AnswerKindCounts {
    private static final AnswerKind[] KINDS = AnswerKind.values();

    private final long[] counts = new long[KINDS.length];

    void add(AnswerKind kind) {
        counts[kind.ordinal()]++;
    }

    void addAll(AnswerKindCounts others) {
        for (int kind = 0; kind < counts.length; kind++) {
            counts[kind] += others.counts[kind];
        }
    }

    long total() {
        return Arrays.stream(counts).sum();
    }

    /** Returns the largest difference between the shares of any set of kinds, which is half the sum of the absolute differences. */
    public double totalVariation(AnswerKindCounts other) {
        double sum = 0;
        for (int kind = 0; kind < counts.length; kind++) {
            sum += Math.abs(share(kind) - other.share(kind));
        }
        return sum / 2;
    }

    /**
     * Returns the probability of such differences if both counts come from one mix: Pearson's test of homogeneity. With three kinds
     * its statistic has two degrees of freedom, so that its tail is exp(−χ²/2); with fewer kinds that is conservative.
     */
    public double probability(AnswerKindCounts other) {
        double chiSquared = 0;
        long all = total() + other.total();
        for (int kind = 0; kind < counts.length; kind++) {
            double share = (double) (counts[kind] + other.counts[kind]) / all;
            if (share > 0) {
                chiSquared += squaredError(counts[kind], share * total());
                chiSquared += squaredError(other.counts[kind], share * other.total());
            }
        }
        return Math.exp(-chiSquared / 2);
    }

    private static double squaredError(long counted, double expected) {
        return (counted - expected) * (counted - expected) / expected;
    }

    private double share(int kind) {
        return total() == 0 ? 0 : (double) counts[kind] / total();
    }

    void write(DataOutput out) throws IOException {
        for (long count : counts) {
            out.writeLong(count);
        }
    }

    static AnswerKindCounts read(DataInput in) throws IOException {
        AnswerKindCounts read = new AnswerKindCounts();
        for (int kind = 0; kind < KINDS.length; kind++) {
            read.counts[kind] = in.readLong();
        }
        return read;
    }

    /** For instance {@code open 70 %, yes no 30 %}. */
    @Override
    public String toString() {
        return Arrays.stream(KINDS)
                .filter(kind -> counts[kind.ordinal()] > 0)
                .map(kind -> String.format(
                        Locale.ROOT,
                        "%s %.0f %%",
                        kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        100 * share(kind.ordinal())))
                .collect(Collectors.joining(", "));
    }
}
