package dev.factstream.lab.experiment;

import ai.djl.Device;
import dev.factstream.evaluation.policy.PolicyEvaluation;
import dev.factstream.evaluation.policy.PolicyFolder;
import dev.factstream.lab.stream.RunFolder;
import dev.factstream.lab.stream.StreamSettings;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.reward.RewardModel;
import dev.factstream.picturebook.WorldFile;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.settings.SettingsSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Compares Fact-RLHF with RLHF: runs from one initial policy that differ only in their reward model and penalties, each in a separate
 * stream. After every run it writes table, plots and rows of the results so far.
 */
public final class FactRlhfExperiment {
    private final FactRlhfOptions options;
    private final SettingsSource userSettings;
    private final PrintWriter out;

    public FactRlhfExperiment(FactRlhfOptions options, SettingsSource userSettings, PrintWriter out) {
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
            List<FactRlhfPlannedRun> planned = FactRlhfPlannedRun.of(options.seeds(), options.arms());
            List<FactRlhfRun> runs = planned.stream()
                    .map(run -> new FactRlhfRun(
                            run,
                            options,
                            userSettings,
                            folder.root().resolve("runs").resolve(run.name())))
                    .toList();
            int unfinished = (int) runs.stream().filter(run -> !run.finished()).count();
            ExperimentProgress narration = new ExperimentProgress(out, runs.size(), unfinished * options.steps());
            narration.print("%d runs of %d versions, %d unfinished", runs.size(), options.steps(), unfinished);
            CachedPolicyEvaluator measurements =
                    new CachedPolicyEvaluator(model, FactRlhfQuestions.of(WorldFile.read(options.policy()), options));
            Path before = Files.createDirectories(folder.root().resolve("sft"));
            PolicyEvaluation sft = measurements.measureFinal(
                    Optional.empty(), before.resolve("answers.jsonl"), before.resolve("held-out.json"));
            narration.measured("SFT", sft);
            List<FactRlhfResult> results = new ArrayList<>();
            for (int i = 0; i < runs.size(); i++) {
                narration.runStarted(planned.get(i).name(), i + 1);
                FactRlhfResult result = runs.get(i).complete(model, measurements, narration);
                narration.measured(planned.get(i).name(), result.lastEvaluation());
                results.add(result);
                report(folder.root(), sft, results);
            }
            narration.print("wrote table, plots and rows to %s", options.dir());
        }
    }

    private void report(Path folder, PolicyEvaluation sft, List<FactRlhfResult> results) throws IOException {
        Files.write(folder.resolve("table.md"), FactRlhfTable.lines(sft, results));
        new FactRlhfRows(sft, results).write(folder);
        new FactRlhfPlots(sft, results).write(folder);
    }

    private ExperimentIdentity identity(VisionLanguageModel model) {
        SortedMap<String, String> properties = new TreeMap<>(StreamSettings.effective(userSettings));
        properties.put("--policy", model.baseHash());
        properties.put("--steps", Integer.toString(options.steps()));
        properties.put("--every", Integer.toString(options.every()));
        properties.put("--items", Integer.toString(options.items()));
        properties.put("--final-items", Integer.toString(options.finalItems()));
        properties.put("--questions", Integer.toString(options.questions()));
        properties.put("--pictures", Integer.toString(options.pictures()));
        properties.put("--actors", Integer.toString(options.actors()));
        properties.put("reward model (plain)", rewardModel(options.plain(), false));
        properties.put("reward model (facts)", rewardModel(options.facts(), true));
        return new ExperimentIdentity(properties);
    }

    private static String rewardModel(Path folder, boolean facts) {
        try (RewardModel model = RewardModel.load(folder, Device.cpu())) {
            if (model.readsFacts() != facts) {
                throw new UserFacingException(
                        ExitCode.USAGE,
                        folder + (facts ? " does not read facts" : " reads facts")
                                + ": --reward-models takes the plain model first, then the model with facts");
            }
            return model.id();
        }
    }
}
