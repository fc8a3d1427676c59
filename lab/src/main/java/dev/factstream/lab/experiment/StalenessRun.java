package dev.factstream.lab.experiment;

import dev.factstream.evaluation.heldout.CorrectRate;
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

/** A run of the staleness experiment: trains in a separate stream, then evaluates its last version. Can be resumed after a kill. */
final class StalenessRun {
    private final StalenessArm arm;
    private final long seed;
    private final StalenessOptions options;
    private final SettingsSource userSettings;
    private final Path dir;

    StalenessRun(StalenessArm arm, long seed, StalenessOptions options, SettingsSource userSettings) {
        this.arm = arm;
        this.seed = seed;
        this.options = options;
        this.userSettings = userSettings;
        dir = options.dir().resolve("runs").resolve(name());
    }

    String name() {
        return arm.name(seed);
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
    StalenessResult complete(VisionLanguageModel model, CachedCorrectRate rate, StreamListener listener)
            throws IOException, InterruptedException {
        try (RunFolder folder = RunFolder.open(dir, "experiment")) {
            List<VersionMetrics> versions =
                    ResumableStream.complete(plan(), options.steps(), userSettings, folder, model, listener);
            CorrectRate correct = rate.of(Optional.of(folder.adapter(options.steps())), heldOut());
            return new StalenessResult(arm, seed, versions, correct);
        }
    }

    private StreamPlan plan() {
        return new StreamPlan(
                name(),
                options.policy(),
                Optional.empty(), // rewards come from symbolic facts only
                seed,
                options.actors(),
                options.pictures(),
                0,
                false,
                OptionalInt.empty(),
                arm.settings(options));
    }

    /** Written last, so it marks the run as finished. */
    private Path heldOut() {
        return dir.resolve("held-out.json");
    }
}
