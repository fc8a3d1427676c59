package dev.factstream.console.experiment;

import java.nio.file.Path;
import java.util.List;

/**
 * What an experiment is asked for.
 *
 * @param dir of the experiment
 * @param policy where all runs begin: a Hugging Face folder with {@code picture-book.json}
 * @param plain folder of the reward model that reads no facts
 * @param facts folder of the one that reads them
 * @param seeds of the runs; arms of one seed alone take the first
 * @param arms to run
 * @param steps policy versions of a run
 * @param every how many versions lie between two that are measured
 * @param items of the benchmark that versions before the last are measured on
 * @param finalItems of the benchmark that the last version is measured on, and the policy before training
 * @param questions held-out yes/no and multiple-choice questions, before and after
 * @param pictures training pictures of a run
 * @param actors of a run
 */
record ExperimentOptions(
        Path dir,
        Path policy,
        Path plain,
        Path facts,
        List<Long> seeds,
        List<Arm> arms,
        int steps,
        int every,
        int items,
        int finalItems,
        int questions,
        int pictures,
        int actors) {
    /** @throws IllegalArgumentException naming the option that makes no sense */
    ExperimentOptions {
        OptionChecks.atLeast(1, "--steps", steps);
        OptionChecks.atLeast(1, "--every", every);
        OptionChecks.atLeast(1, "--items", items);
        OptionChecks.atLeast(1, "--final-items", finalItems);
        if (finalItems < items) {
            throw new IllegalArgumentException("--final-items must be at least --items, " + items);
        }
        OptionChecks.atLeast(1, "--questions", questions);
        OptionChecks.atLeast(1, "--pictures", pictures);
        OptionChecks.atLeast(1, "--actors", actors);
        seeds = OptionChecks.distinct("--seeds", seeds);
        arms = OptionChecks.distinct("--arms", arms);
    }

    Path rewardModel(Arm arm) {
        return arm.readsFacts() ? facts : plain;
    }
}
