package dev.factstream.console.quickstart;

import dev.factstream.console.books.BooksCommand;
import dev.factstream.evaluation.heldout.HeldOutQuestions;
import dev.factstream.evaluation.picturebook.PictureBookBenchmark;
import dev.factstream.evaluation.policy.BenchmarkComparison;
import dev.factstream.evaluation.policy.HeldOutComparison;
import dev.factstream.evaluation.policy.PolicyFolder;
import dev.factstream.lab.stream.RoleSettings;
import dev.factstream.lab.stream.RunFolder;
import dev.factstream.lab.stream.StreamPlan;
import dev.factstream.lab.stream.StreamRun;
import dev.factstream.lab.stream.StreamSettings;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.picturebook.WorldFile;
import dev.factstream.picturebook.world.World;
import dev.factstream.runtime.logging.LogFormat;
import dev.factstream.runtime.logging.LoggingSettings;
import dev.factstream.runtime.logging.RunLogFile;
import dev.factstream.runtime.settings.SettingsSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs the whole stream in this process: broker, scorer, actors, learner; then the held-out evaluation and the ticket balance. */
final class Quickstart {
    private static final String NAME = "quickstart";

    /** Independent of the run's seed, so that runs are comparable. */
    private static final long HELD_OUT_SEED = 1;

    private final QuickstartOptions options;
    private final SettingsSource userSettings;
    private final PrintWriter out;
    private final PrintWriter err;
    private final QuickstartProgressPrinter progress;

    Quickstart(QuickstartOptions options, SettingsSource userSettings, PrintWriter out, PrintWriter err) {
        this.options = options;
        this.userSettings = userSettings;
        this.out = out;
        this.err = err;
        progress = new QuickstartProgressPrinter(out, err, options.dir());
    }

    /** Runs until the last version or a stop request; returns the exit code. */
    int run() throws IOException, InterruptedException {
        try (RunFolder folder = RunFolder.open(options.dir(), NAME);
                RunLogFile log = RunLogFile.open(folder.log(), logFormat());
                VisionLanguageModel model =
                        PolicyFolder.load(options.policy(), StreamSettings.precision(userSettings))) {
            World world = WorldFile.read(options.policy());
            try (StreamRun stream = StreamRun.open(plan(), userSettings, folder, model, progress)) {
                int version = stream.make(first -> first + options.steps()).version();
                compare(folder, model, world, version);
                return BooksCommand.print(stream.books(), out, err);
            }
        }
    }

    private LogFormat logFormat() {
        return userSettings
                .load(RoleSettings.CATALOGUE)
                .bind(LoggingSettings.class)
                .format();
    }

    private StreamPlan plan() {
        return new StreamPlan(
                NAME,
                options.policy(),
                options.rewardModel(),
                options.seed(),
                options.actors(),
                options.pictures(),
                options.port(),
                true,
                options.dashboard(),
                List.of());
    }

    private void compare(RunFolder folder, VisionLanguageModel model, World world, int version) {
        if (version == 0) {
            return;
        }
        Path adapter = folder.adapter(version);
        if (options.questions() > 0) {
            HeldOutComparison rates = HeldOutComparison.measure(
                    model,
                    Optional.of(adapter),
                    HeldOutQuestions.ofPictureBook(world, options.questions(), HELD_OUT_SEED));
            progress.say(
                    "held-out, %d questions, greedy: correct %s -> %s; with shuffled pictures %s -> %s",
                    rates.before().correct().questions(),
                    rates.before().correct(),
                    rates.after().correct(),
                    rates.before().shuffled(),
                    rates.after().shuffled());
        }
        if (options.items() > 0) {
            benchmark(model, world, adapter);
        }
    }

    private void benchmark(VisionLanguageModel model, World world, Path adapter) {
        PictureBookBenchmark benchmark;
        try {
            benchmark = PictureBookBenchmark.of(world).first(options.items());
        } catch (IllegalArgumentException e) {
            progress.say("no benchmark for this policy: %s", e.getMessage());
            return;
        }
        progress.say(
                "benchmark, %d open questions, greedy: %s",
                benchmark.size(), BenchmarkComparison.measure(model, adapter, benchmark));
    }
}
