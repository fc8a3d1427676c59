package dev.factstream.lab.experiment;

import static java.util.stream.Collectors.toConcurrentMap;

import dev.factstream.evaluation.picturebook.BenchmarkAnswer;
import dev.factstream.evaluation.policy.PolicyEvaluation;
import dev.factstream.lab.stream.RunFolder;
import dev.factstream.lab.stream.StreamListener;
import dev.factstream.lab.stream.StreamPlan;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.settings.SettingsSource;
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
final class FactRlhfRun {
    private final FactRlhfPlannedRun run;
    private final FactRlhfOptions options;
    private final SettingsSource userSettings;
    private final Path dir;

    /** @param dir the folder of this run */
    FactRlhfRun(FactRlhfPlannedRun run, FactRlhfOptions options, SettingsSource userSettings, Path dir) {
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
     * @throws dev.factstream.runtime.failure.UserFacingException if the user stops the experiment
     */
    FactRlhfResult complete(VisionLanguageModel model, CachedPolicyEvaluator measurements, StreamListener listener)
            throws IOException, InterruptedException {
        try (RunFolder folder = RunFolder.open(dir, "experiment")) {
            List<VersionMetrics> versions =
                    ResumableStream.complete(plan(), options.steps(), userSettings, folder, model, listener);
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

    private FactRlhfResult measure(RunFolder folder, List<VersionMetrics> versions, CachedPolicyEvaluator measurements)
            throws IOException {
        SortedMap<Integer, List<BenchmarkAnswer>> answers = new TreeMap<>(IntStream.iterate(
                        options.every(), version -> version < options.steps(), version -> version + options.every())
                .boxed()
                .parallel()
                .collect(toConcurrentMap(
                        version -> version,
                        version -> measurements.measureIntermediate(folder.adapter(version), answers(version)))));
        PolicyEvaluation end = measurements.measureFinal(
                Optional.of(folder.adapter(options.steps())), answers(options.steps()), heldOut());
        answers.put(options.steps(), end.answers());
        return new FactRlhfResult(run, versions, answers, end.heldOut());
    }

    private Path answers(int version) {
        return dir.resolve("answers").resolve(String.format("%06d.jsonl", version));
    }

    /** Written last, so it marks the run as finished. */
    private Path heldOut() {
        return dir.resolve("held-out.json");
    }
}
