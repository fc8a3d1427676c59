package dev.factstream.lab.experiment.throughput;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The times of a stream's learner by version.
 *
 * @param versions the times of each version, in order
 */
record StreamTimes(List<VersionTimes> versions) {
    StreamTimes {
        versions = List.copyOf(versions);
    }

    /**
     * The times of a version, in seconds.
     *
     * @param total since the previous version was published, or since the first tickets were issued
     * @param idle waiting for the rollouts
     * @param compute the PPO step
     * @param publish publishing checkpoint, adapter, ledger record and tickets
     */
    record VersionTimes(double total, double idle, double compute, double publish) {}

    /** The total time, in seconds. */
    double total() {
        return sum(VersionTimes::total);
    }

    /** The median time of a step including publishing, without the first {@code warmUp} versions. */
    Duration medianStep(int warmUp) {
        double[] seconds = versions.stream()
                .skip(warmUp)
                .mapToDouble(version -> version.compute() + version.publish())
                .sorted()
                .toArray();
        return Duration.ofMillis(Math.round(1e3 * seconds[seconds.length / 2]));
    }

    /** The share of the total time that is neither generation, which takes {@code generation} per version, nor the PPO step. */
    double overheadShare(Duration generation) {
        return 1 - (versions.size() * generation.toMillis() / 1e3 + sum(VersionTimes::compute)) / total();
    }

    private double sum(ToDoubleFunction<VersionTimes> part) {
        return versions.stream().mapToDouble(part).sum();
    }

    /** One line for reports. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d versions in %.1f s: %.2f s each, PPO step %.2f s, publishing %.3f s (%.1f %% of a step), learner idle %.1f %%",
                versions.size(),
                total(),
                total() / versions.size(),
                sum(VersionTimes::compute) / versions.size(),
                sum(VersionTimes::publish) / versions.size(),
                100 * sum(VersionTimes::publish) / (sum(VersionTimes::publish) + sum(VersionTimes::compute)),
                100 * sum(VersionTimes::idle) / total());
    }
}
