package dev.factstream.lab.experiment;

import java.util.List;

/**
 * The result of a run.
 *
 * @param <A> the arms of the experiment
 * @param <M> the measurements of a policy
 * @param run the planned run
 * @param versions the metrics that the stream recorded for each version, from 1; at least one
 * @param measured the measurements of the run's policies
 */
public record RunResult<A extends Arm, M>(PlannedRun<A> run, List<VersionMetrics> versions, M measured) {
    public RunResult {
        versions = List.copyOf(versions);
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("run " + run.name() + " has no version");
        }
    }

    /** The arm of the run. */
    public A arm() {
        return run.arm();
    }

    /** The mean of a metric over all versions; NaN if a version lacks it. */
    public double mean(String metric) {
        return VersionMetrics.mean(versions, metric);
    }

    /** The mean of a metric over the last {@code count} versions, or over all if there are fewer. */
    public double meanOfLast(int count, String metric) {
        return VersionMetrics.mean(versions.subList(Math.max(0, versions.size() - count), versions.size()), metric);
    }

    /** The mean of a metric without the first {@code count} versions; NaN if no version is left. */
    public double meanWithoutFirst(int count, String metric) {
        return VersionMetrics.mean(versions.subList(Math.min(count, versions.size()), versions.size()), metric);
    }
}
