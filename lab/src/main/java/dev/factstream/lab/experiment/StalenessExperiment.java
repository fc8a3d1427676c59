package dev.factstream.lab.experiment;

import dev.factstream.evaluation.heldout.CorrectRate;
import dev.factstream.evaluation.heldout.HeldOutQuestions;
import dev.factstream.evaluation.policy.PolicyFolder;
import dev.factstream.lab.stream.RunFolder;
import dev.factstream.lab.stream.StreamSettings;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.picturebook.WorldFile;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.settings.SettingsSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Measures the cost of staleness: runs that differ only in the staleness of their rollouts, with and without correction. After every run
 * it writes table, plot and rows of the results so far.
 */
public final class StalenessExperiment {
    /** The seed of the held-out questions, the same for all runs. */
    private static final long HELD_OUT_SEED = 1;

    private final StalenessOptions options;
    private final SettingsSource userSettings;
    private final PrintWriter out;

    public StalenessExperiment(StalenessOptions options, SettingsSource userSettings, PrintWriter out) {
        this.options = options;
        this.userSettings = userSettings;
        this.out = out;
    }

    /**
     * Completes all unfinished runs.
     *
     * @throws UserFacingException if the folder holds another experiment, or the user stops the experiment
     */
    public void run() throws IOException, InterruptedException {
        try (RunFolder folder = RunFolder.open(options.dir(), "experiment");
                VisionLanguageModel model = PolicyFolder.load(options.policy())) {
            identity(model).writeOrCheck(folder.root().resolve("experiment.json"));
            List<StalenessRun> runs = planned();
            int unfinished = (int) runs.stream().filter(run -> !run.finished()).count();
            ExperimentProgress narration = new ExperimentProgress(out, runs.size(), unfinished * options.steps());
            narration.print("%d runs of %d versions, %d unfinished", runs.size(), options.steps(), unfinished);
            CachedCorrectRate rate = new CachedCorrectRate(
                    model,
                    HeldOutQuestions.ofPictureBook(
                            WorldFile.read(options.policy()), options.questions(), HELD_OUT_SEED));
            CorrectRate before = rate.of(Optional.empty(), folder.root().resolve("before.json"));
            narration.print("before training: %s", before.details());
            List<StalenessResult> results = new ArrayList<>();
            for (int i = 0; i < runs.size(); i++) {
                narration.runStarted(runs.get(i).name(), i + 1);
                StalenessResult result = runs.get(i).complete(model, rate, narration);
                narration.print(
                        "%s: mean age %.2f, %s",
                        runs.get(i).name(), result.meanAge(), result.heldOut().details());
                results.add(result);
                StalenessReport report = new StalenessReport(before, results);
                Files.write(folder.root().resolve("table.md"), report.table());
                report.plot(folder.root().resolve("staleness.png"));
                ResultRowFiles.write(folder.root(), report.rows());
            }
            Files.readAllLines(folder.root().resolve("table.md")).forEach(out::println);
            narration.print("wrote table, plot and rows to %s", options.dir());
        }
    }

    /** Returns the runs seed by seed, so that comparisons are complete as early as possible. */
    private List<StalenessRun> planned() {
        return options.seeds().stream()
                .flatMap(seed -> StalenessArm.of(options.ages()).stream()
                        .map(arm -> new StalenessRun(arm, seed, options, userSettings)))
                .toList();
    }

    private ExperimentIdentity identity(VisionLanguageModel model) {
        SortedMap<String, String> properties = new TreeMap<>(StreamSettings.effective(userSettings));
        properties.put("--policy", model.baseHash());
        properties.put("--steps", Integer.toString(options.steps()));
        properties.put("--rollouts", Integer.toString(options.rollouts()));
        properties.put("--minibatch", Integer.toString(options.minibatch()));
        properties.put("--questions", Integer.toString(options.questions()));
        properties.put("--pictures", Integer.toString(options.pictures()));
        properties.put("--actors", Integer.toString(options.actors()));
        return new ExperimentIdentity(properties);
    }
}
