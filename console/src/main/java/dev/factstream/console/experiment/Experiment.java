package dev.factstream.console.experiment;

import ai.djl.Device;
import dev.factstream.console.cli.ConsoleException;
import dev.factstream.console.cli.ExitCode;
import dev.factstream.console.cli.SettingsOptions;
import dev.factstream.console.data.WorldFile;
import dev.factstream.console.eval.PolicyEvaluation;
import dev.factstream.console.eval.PolicyFolder;
import dev.factstream.console.stream.RunFolder;
import dev.factstream.console.stream.StreamSettings;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.reward.RewardModel;
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
final class Experiment {
    private final ExperimentOptions options;
    private final SettingsOptions userSettings;
    private final PrintWriter out;

    Experiment(ExperimentOptions options, SettingsOptions userSettings, PrintWriter out) {
        this.options = options;
        this.userSettings = userSettings;
        this.out = out;
    }

    /**
     * Completes all unfinished runs.
     *
     * @throws ConsoleException if the folder holds another experiment, or the user stops the experiment
     */
    void run() throws IOException, InterruptedException {
        try (RunFolder folder = RunFolder.open(options.dir(), "experiment");
                VisionLanguageModel model = PolicyFolder.load(options.policy())) {
            identity(model).writeOrCheck(folder.root().resolve("experiment.json"));
            List<PlannedRun> planned = PlannedRun.of(options.seeds(), options.arms());
            List<ExperimentRun> runs = planned.stream()
                    .map(run -> new ExperimentRun(
                            run,
                            options,
                            userSettings,
                            folder.root().resolve("runs").resolve(run.name())))
                    .toList();
            int unfinished = (int) runs.stream().filter(run -> !run.finished()).count();
            ExperimentNarration narration = new ExperimentNarration(out, runs.size(), unfinished * options.steps());
            narration.print("%d runs of %d versions, %d unfinished", runs.size(), options.steps(), unfinished);
            Measurements measurements =
                    new Measurements(model, ExperimentQuestions.of(WorldFile.read(options.policy()), options));
            Path before = Files.createDirectories(folder.root().resolve("sft"));
            PolicyEvaluation sft = measurements.measureFinal(
                    Optional.empty(), before.resolve("answers.jsonl"), before.resolve("held-out.json"));
            narration.measured("SFT", sft);
            List<RunResult> results = new ArrayList<>();
            for (int i = 0; i < runs.size(); i++) {
                narration.runStarted(planned.get(i).name(), i + 1);
                RunResult result = runs.get(i).complete(model, measurements, narration);
                narration.measured(planned.get(i).name(), result.lastEvaluation());
                results.add(result);
                report(folder.root(), sft, results);
            }
            narration.print("wrote table, plots and rows to %s", options.dir());
        }
    }

    private void report(Path folder, PolicyEvaluation sft, List<RunResult> results) throws IOException {
        Files.write(folder.resolve("table.md"), ResultTable.lines(sft, results));
        new ResultRows(sft, results).write(folder);
        new ResultPlots(sft, results).write(folder);
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
                throw new ConsoleException(
                        ExitCode.USAGE,
                        folder + (facts ? " does not read facts" : " reads facts")
                                + ": --reward-models takes the plain model first, then the model with facts");
            }
            return model.id();
        }
    }
}
