package dev.factstream.lab.experiment;

import java.nio.file.Path;
import java.util.List;

/**
 * The options of a Fact-RLHF experiment.
 *
 * @param dir the folder of the experiment
 * @param policy the initial policy of all runs: a Hugging Face folder with {@code picture-book.json}
 * @param plain the folder of the reward model that does not read facts
 * @param facts the folder of the reward model that reads facts
 * @param seeds the seeds of the runs; arms that run once use the first
 * @param arms the arms to run
 * @param steps policy versions per run
 * @param every evaluate a version every so many versions
 * @param items benchmark items for versions before the last
 * @param finalItems benchmark items for the initial policy and the last version
 * @param questions held-out yes/no and multiple-choice questions for the initial policy and the last version
 * @param pictures training pictures per run
 * @param actors actors per run
 */
public record FactRlhfOptions(
        Path dir,
        Path policy,
        Path plain,
        Path facts,
        List<Long> seeds,
        List<FactRlhfArm> arms,
        int steps,
        int every,
        int items,
        int finalItems,
        int questions,
        int pictures,
        int actors) {
    /** @throws IllegalArgumentException naming the invalid option */
    public FactRlhfOptions {
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

    Path rewardModel(FactRlhfArm arm) {
        return arm.readsFacts() ? facts : plain;
    }
}
