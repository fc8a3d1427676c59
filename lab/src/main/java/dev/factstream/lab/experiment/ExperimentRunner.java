package dev.factstream.lab.experiment;

import dev.factstream.evaluation.policy.PolicyFolder;
import dev.factstream.lab.stream.RunFolder;
import dev.factstream.lab.stream.StreamSettings;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.settings.SettingsSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Carries out an experiment: runs from one initial policy, each in a separate stream, which differ in their arm and seed. After every run
 * it writes table, plots and rows of the results so far. A killed experiment resumes where it was.
 *
 * @param <A> the arms of the experiment
 * @param <M> the measurements of a policy
 */
public final class ExperimentRunner<A extends Arm, M> {
    private final ExperimentDesign<A, M> design;
    private final ExperimentOptions options;
    private final SettingsSource userSettings;
    private final PrintWriter out;

    /** @param out receives the progress and, at the end, the report's closing lines */
    public ExperimentRunner(ExperimentDesign<A, M> design, SettingsSource userSettings, PrintWriter out) {
        this.design = design;
        options = design.options();
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
            complete(folder.root(), model);
        }
    }

    private void complete(Path folder, VisionLanguageModel model) throws IOException, InterruptedException {
        List<PlannedRun<A>> runs = design.runs();
        int unfinished =
                (int) runs.stream().filter(run -> !isFinished(dir(folder, run))).count();
        ExperimentProgress progress = new ExperimentProgress(out, runs.size(), unfinished * options.steps());
        progress.print("%d runs of %d versions, %d unfinished", runs.size(), options.steps(), unfinished);
        ExperimentReport<A, M> report = design.report();
        Measurement<M> measurement = design.measurement(model);
        M before = measurement.before(folder);
        progress.print("%s", report.describeBefore(before));
        List<RunResult<A, M>> results = new ArrayList<>();
        for (PlannedRun<A> run : runs) {
            progress.runStarted(run.name(), results.size() + 1);
            RunResult<A, M> result = complete(run, dir(folder, run), model, measurement, progress);
            progress.print("%s", report.describe(result));
            results.add(result);
            write(report, new ExperimentResults<>(before, results), folder);
        }
        report.closingLines(new ExperimentResults<>(before, results), options.dir())
                .forEach(line -> progress.print("%s", line));
    }

    private RunResult<A, M> complete(
            PlannedRun<A> run,
            Path dir,
            VisionLanguageModel model,
            Measurement<M> measurement,
            ExperimentProgress progress)
            throws IOException, InterruptedException {
        try (RunFolder folder = RunFolder.open(dir, "experiment")) {
            List<VersionMetrics> versions =
                    ResumableStream.complete(design.plan(run), options.steps(), userSettings, folder, model, progress);
            return new RunResult<>(run, versions, measurement.of(folder, options.steps()));
        }
    }

    private static <A extends Arm, M> void write(
            ExperimentReport<A, M> report, ExperimentResults<A, M> results, Path folder) throws IOException {
        Files.write(folder.resolve("table.md"), report.table(results));
        ResultRowFiles.write(folder, report.rows(results));
        report.plot(results, folder);
    }

    private static Path dir(Path folder, PlannedRun<?> run) {
        return folder.resolve("runs").resolve(run.name());
    }

    private static boolean isFinished(Path run) {
        return Files.exists(run.resolve(Measurement.LAST_FILE));
    }

    private ExperimentIdentity identity(VisionLanguageModel model) {
        SortedMap<String, String> properties = new TreeMap<>(StreamSettings.effective(userSettings));
        properties.putAll(options.properties(model.baseHash()));
        properties.putAll(design.properties());
        return new ExperimentIdentity(properties);
    }
}
