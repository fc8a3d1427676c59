package dev.factstream.lab.soak;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The median of the CPU time per version over the last {@value #VERSIONS} versions. The time is taken every {@value #STEP} versions, so
 * that the clock tick of the operating system does not matter; a process that starts again disturbs few of these steps. It keeps
 * {@code VERSIONS / STEP} numbers. Not thread-safe.
 */
final class CpuPerVersion {
    private static final int VERSIONS = 500;
    private static final int STEP = 10;

    private final Deque<Double> steps = new ArrayDeque<>();
    private int lastVersions = -1;
    private double lastSeconds;

    /** @param seconds CPU time that all processes have used so far */
    void sample(int versions, double seconds) {
        if (lastVersions >= 0 && versions - lastVersions < STEP) {
            return;
        }
        if (lastVersions >= 0) {
            steps.addLast((seconds - lastSeconds) / (versions - lastVersions));
            if (steps.size() > VERSIONS / STEP) {
                steps.removeFirst();
            }
        }
        lastVersions = versions;
        lastSeconds = seconds;
    }

    /** Returns the median in seconds; NaN before the first step. */
    double median() {
        double[] sorted =
                steps.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }
}
