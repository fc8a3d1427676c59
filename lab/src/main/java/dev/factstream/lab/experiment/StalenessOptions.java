package dev.factstream.lab.experiment;

import java.nio.file.Path;
import java.util.List;

/**
 * The options of a staleness experiment.
 *
 * @param dir the folder of the experiment
 * @param policy the initial policy of all runs: a Hugging Face folder with {@code picture-book.json}
 * @param ages the staleness of the rollouts in each arm, in versions
 * @param seeds the seeds; each arm runs once per seed
 * @param steps policy versions per run
 * @param rollouts rollouts per version
 * @param minibatch rollouts per optimizer step
 * @param questions held-out yes/no and multiple-choice questions for the initial policy and the last version
 * @param pictures training pictures per run
 * @param actors actors per run
 */
public record StalenessOptions(
        Path dir,
        Path policy,
        List<Integer> ages,
        List<Long> seeds,
        int steps,
        int rollouts,
        int minibatch,
        int questions,
        int pictures,
        int actors) {
    /** @throws IllegalArgumentException naming the invalid option */
    public StalenessOptions {
        ages = OptionChecks.distinct("--ages", ages);
        seeds = OptionChecks.distinct("--seeds", seeds);
        ages.forEach(age -> OptionChecks.atLeast(0, "--ages", age));
        OptionChecks.atLeast(1, "--steps", steps);
        OptionChecks.atLeast(1, "--rollouts", rollouts);
        OptionChecks.atLeast(1, "--minibatch", minibatch);
        OptionChecks.atLeast(4, "--questions", questions);
        OptionChecks.atLeast(1, "--pictures", pictures);
        OptionChecks.atLeast(1, "--actors", actors);
    }
}
