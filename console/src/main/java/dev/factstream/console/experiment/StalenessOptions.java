package dev.factstream.console.experiment;

import java.nio.file.Path;
import java.util.List;

/**
 * What a staleness experiment is asked for.
 *
 * @param dir of the experiment
 * @param policy where all runs begin: a Hugging Face folder with {@code picture-book.json}
 * @param ages that rollouts are trained at, in versions
 * @param seeds a run of each arm for each
 * @param steps policy versions of a run
 * @param rollouts that make a version
 * @param minibatch rollouts per optimizer step
 * @param questions held-out yes/no and multiple-choice questions, before and after
 * @param pictures training pictures of a run
 * @param actors of a run
 */
record StalenessOptions(
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
    /** @throws IllegalArgumentException naming the option that makes no sense */
    StalenessOptions {
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
