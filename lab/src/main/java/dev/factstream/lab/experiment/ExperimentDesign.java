package dev.factstream.lab.experiment;

import dev.factstream.lab.stream.StreamPlan;
import dev.factstream.model.network.VisionLanguageModel;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The design of an experiment: its runs, their measurements and its report. {@link ExperimentRunner} carries it out.
 *
 * @param <A> the arms of the experiment
 * @param <M> the measurements of a policy
 */
public interface ExperimentDesign<A extends Arm, M> {
    /** The options that all experiments share. */
    ExperimentOptions options();

    /**
     * Returns the properties, by name, on which the results depend besides the settings and the shared options. A resumed experiment must
     * have the same. Arms and seeds are not among them.
     *
     * @throws dev.factstream.runtime.failure.UserFacingException if the runs would not be able to start
     */
    Map<String, String> properties();

    /** Returns all runs in execution order. */
    List<PlannedRun<A>> runs();

    /** Returns the plan of a run's stream; its name is that of the run. */
    StreamPlan plan(PlannedRun<A> run);

    /** Creates the measurement. @param model the initial policy of all runs; outlives the measurement */
    Measurement<M> measurement(VisionLanguageModel model) throws IOException;

    /** Creates the report. */
    ExperimentReport<A, M> report();
}
