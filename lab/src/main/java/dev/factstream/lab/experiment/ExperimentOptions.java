package dev.factstream.lab.experiment;

import dev.factstream.evaluation.heldout.HeldOutQuestion;
import dev.factstream.evaluation.heldout.HeldOutQuestions;
import dev.factstream.lab.stream.StreamPlan;
import dev.factstream.picturebook.WorldFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The options that all experiments with planned runs share.
 *
 * @param dir the folder of the experiment
 * @param policy the initial policy of all runs: a Hugging Face folder with {@code picture-book.json}
 * @param seeds the seeds of the runs
 * @param steps policy versions per run
 * @param questions held-out yes/no and multiple-choice questions
 * @param pictures training pictures per run
 * @param actors actors per run
 */
public record ExperimentOptions(
        Path dir, Path policy, List<Long> seeds, int steps, int questions, int pictures, int actors) {
    private static final long HELD_OUT_SEED = 1;

    /** @throws IllegalArgumentException naming the invalid option */
    public ExperimentOptions {
        seeds = OptionChecks.distinct("--seeds", seeds);
        OptionChecks.atLeast(1, "--steps", steps);
        OptionChecks.atLeast(1, "--questions", questions);
        OptionChecks.atLeast(1, "--pictures", pictures);
        OptionChecks.atLeast(1, "--actors", actors);
    }

    /**
     * Returns the plan of a run's stream.
     *
     * @param rewardModel its folder; empty for symbolic rewards only
     * @param shared settings of all arms, {@code key=value} each; those of the run's arm override them
     */
    public StreamPlan plan(PlannedRun<?> run, Optional<Path> rewardModel, List<String> shared) {
        List<String> settings = new ArrayList<>(shared);
        settings.addAll(run.arm().settings());
        return new StreamPlan(
                run.name(), policy, rewardModel, run.seed(), actors, pictures, 0, false, OptionalInt.empty(), settings);
    }

    /** Returns the held-out questions about the world of the policy, the same in all experiments. */
    public List<HeldOutQuestion> heldOutQuestions() throws IOException {
        return HeldOutQuestions.ofPictureBook(WorldFile.read(policy), questions, HELD_OUT_SEED);
    }

    /** Returns the options on which the result of a run depends. @param baseHash the hash of the policy's weights */
    Map<String, String> properties(String baseHash) {
        return Map.of(
                "--policy", baseHash,
                "--steps", Integer.toString(steps),
                "--questions", Integer.toString(questions),
                "--pictures", Integer.toString(pictures),
                "--actors", Integer.toString(actors));
    }
}
