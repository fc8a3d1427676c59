package dev.factstream.console.experiment;

import static java.util.stream.Collectors.toConcurrentMap;

import dev.factstream.console.cli.SettingsOptions;
import dev.factstream.console.eval.PolicyEvaluation;
import dev.factstream.console.stream.RunFolder;
import dev.factstream.console.stream.StreamListener;
import dev.factstream.console.stream.StreamPlan;
import dev.factstream.evaluation.picturebook.BenchmarkAnswer;
import dev.factstream.model.network.VisionLanguageModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A run of the experiment: trains in a separate stream, then evaluates its versions. Can be resumed after a kill at any time. */
final class ExperimentRun {
    private final PlannedRun run;
    private final ExperimentOptions options;
    private final SettingsOptions userSettings;
    private final Path dir;

    /** @param dir the folder of this run */
    ExperimentRun(PlannedRun run, ExperimentOptions options, SettingsOptions userSettings, Path dir) {
        this.run = run;
        this.options = options;
        this.userSettings = userSettings;
        this.dir = dir;
    }

    /** Whether all results of the run are on disk. */
    boolean finished() {
        return Files.exists(heldOut());
    }

    /**
     * Completes the run and returns its result.
     *
     * @throws dev.factstream.console.cli.ConsoleException if the user stops the experiment
     */
    RunResult complete(VisionLanguageModel model, Measurements measurements, StreamListener listener)
            throws IOException, InterruptedException {
        try (RunFolder folder = RunFolder.open(dir, "experiment")) {
            List<VersionMetrics> versions =
                    KeptStream.complete(plan(), options.steps(), userSettings, folder, model, listener);
            return measure(folder, versions, measurements);
        }
    }

    private StreamPlan plan() {
        return new StreamPlan(
                run.name(),
                options.policy(),
                Optional.of(options.rewardModel(run.arm())),
                run.seed(),
                options.actors(),
                options.pictures(),
                0,
                false,
                OptionalInt.empty(),
                run.arm().settings());
    }

    private RunResult measure(RunFolder folder, List<VersionMetrics> versions, Measurements measurements)
            throws IOException {
        SortedMap<Integer, List<BenchmarkAnswer>> answers = new TreeMap<>(IntStream.iterate(
                        options.every(), version -> version < options.steps(), version -> version + options.every())
                .boxed()
                .parallel()
                .collect(toConcurrentMap(
                        version -> version, version -> measurements.measureIntermediate(folder.adapter(version), answers(version)))));
        PolicyEvaluation end =
                measurements.measureFinal(Optional.of(folder.adapter(options.steps())), answers(options.steps()), heldOut());
        answers.put(options.steps(), end.answers());
        return new RunResult(run, versions, answers, end.heldOut());
    }

    private Path answers(int version) {
        return dir.resolve("answers").resolve(String.format("%06d.jsonl", version));
    }

    /** Written last, so it marks the run as finished. */
    private Path heldOut() {
        return dir.resolve("held-out.json");
    }
}
