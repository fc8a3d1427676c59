package dev.factstream.lab.experiment;

import dev.factstream.evaluation.statistics.Mean;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The results of an experiment so far.
 *
 * @param <A> the arms of the experiment
 * @param <M> the measurements of a policy
 * @param before the measurements of the initial policy of all runs
 * @param runs the results of finished runs, at least one, in execution order
 */
public record ExperimentResults<A extends Arm, M>(M before, List<RunResult<A, M>> runs) {
    public ExperimentResults {
        runs = List.copyOf(runs);
    }

    /** Returns the arms with a finished run, in execution order. */
    public List<A> arms() {
        return runs.stream().map(RunResult::arm).distinct().toList();
    }

    /** Returns the finished runs of an arm; empty if there are none. */
    public List<RunResult<A, M>> of(A arm) {
        return runs.stream().filter(result -> result.arm().equals(arm)).toList();
    }

    /** Returns the mean of a value over the seeds of an arm. */
    public Mean overSeeds(A arm, ToDoubleFunction<RunResult<A, M>> value) {
        return Mean.of(of(arm).stream().mapToDouble(value).toArray());
    }
}
