package dev.factstream.console.experiment;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Where the time of a stream's learner has gone, version by version.
 *
 * @param versions in order
 */
record StreamTimes(List<Version> versions) {
    StreamTimes {
        versions = List.copyOf(versions);
    }

    /**
     * The seconds of a version.
     *
     * @param total since the version before was published, or since the tickets of the first were there
     * @param idle waiting for its rollouts
     * @param compute of the PPO step
     * @param publish of checkpoint, adapter, ledger record and tickets
     */
    record Version(double total, double idle, double compute, double publish) {}

    /** All seconds. */
    double total() {
        return sum(Version::total);
    }

    /** What a step takes, publishing included: the median after the first few. */
    Duration step(int warmUp) {
        double[] seconds = versions.stream()
                .skip(warmUp)
                .mapToDouble(version -> version.compute() + version.publish())
                .sorted()
                .toArray();
        return Duration.ofMillis(Math.round(1e3 * seconds[seconds.length / 2]));
    }

    /** The share of what is neither generation, which takes so long, nor the step's computation. */
    double restShare(Duration generation) {
        return 1 - (versions.size() * generation.toMillis() / 1e3 + sum(Version::compute)) / total();
    }

    private double sum(ToDoubleFunction<Version> part) {
        return versions.stream().mapToDouble(part).sum();
    }

    /** For people. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d versions in %.1f s: %.2f s each, PPO step %.2f s, publishing %.3f s (%.1f %% of a step), learner idle %.1f %%",
                versions.size(),
                total(),
                total() / versions.size(),
                sum(Version::compute) / versions.size(),
                sum(Version::publish) / versions.size(),
                100 * sum(Version::publish) / (sum(Version::publish) + sum(Version::compute)),
                100 * sum(Version::idle) / total());
    }
}
