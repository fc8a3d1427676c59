package dev.factstream.lab.experiment.staleness;

import dev.factstream.lab.experiment.ExperimentOptions;
import dev.factstream.lab.experiment.OptionChecks;
import java.util.List;

/**
 * The options of a staleness experiment.
 *
 * @param common the options that all experiments share; the questions are asked of the initial policy and of the last version
 * @param ages the staleness of the rollouts in each arm, in versions
 * @param rollouts rollouts per version
 * @param minibatch rollouts per optimizer step
 */
public record StalenessOptions(ExperimentOptions common, List<Integer> ages, int rollouts, int minibatch) {
    /** @throws IllegalArgumentException naming the invalid option */
    public StalenessOptions {
        ages = OptionChecks.distinct("--ages", ages);
        ages.forEach(age -> OptionChecks.atLeast(0, "--ages", age));
        OptionChecks.atLeast(1, "--rollouts", rollouts);
        OptionChecks.atLeast(1, "--minibatch", minibatch);
        OptionChecks.atLeast(4, "--questions", common.questions());
    }
}
