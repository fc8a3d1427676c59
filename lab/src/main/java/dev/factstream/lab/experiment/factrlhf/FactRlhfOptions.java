package dev.factstream.lab.experiment.factrlhf;

import dev.factstream.lab.experiment.ExperimentOptions;
import dev.factstream.lab.experiment.OptionChecks;
import java.nio.file.Path;
import java.util.List;

/**
 * The options of a Fact-RLHF experiment.
 *
 * @param common the options that all experiments share; arms that run once use the first seed, and the questions are asked of the initial
 *     policy and of the last version
 * @param plain the folder of the reward model that does not read facts
 * @param facts the folder of the reward model that reads facts
 * @param arms the arms to run
 * @param every evaluate a version every so many versions
 * @param items benchmark items for versions before the last
 * @param finalItems benchmark items for the initial policy and the last version
 */
public record FactRlhfOptions(
        ExperimentOptions common,
        Path plain,
        Path facts,
        List<FactRlhfArm> arms,
        int every,
        int items,
        int finalItems) {
    /** @throws IllegalArgumentException naming the invalid option */
    public FactRlhfOptions {
        arms = OptionChecks.distinct("--arms", arms);
        OptionChecks.atLeast(1, "--every", every);
        OptionChecks.atLeast(1, "--items", items);
        OptionChecks.atLeast(1, "--final-items", finalItems);
        if (finalItems < items) {
            throw new IllegalArgumentException("--final-items must be at least --items, " + items);
        }
    }

    Path rewardModel(FactRlhfArm arm) {
        return arm.readsFacts() ? facts : plain;
    }
}
