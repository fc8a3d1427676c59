package dev.factstream.console.quickstart;

import dev.factstream.console.cli.SettingsOptions;
import dev.factstream.model.engine.TorchThreads;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.process.InstallationFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream quickstart}. */
@Command(
        name = "quickstart",
        description = {
            "Runs the whole stream in one process: broker, actors, scorer, learner, drift detection and dashboard.",
            "Ctrl-C stops it cleanly; run it again with the same --dir to resume."
        })
public final class QuickstartCommand implements Callable<Integer> {
    private static final Path NONE = Path.of("none");

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "30",
            description = "Number of policy versions to train (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--actors",
            paramLabel = "K",
            defaultValue = "2",
            description = "Number of actors (default: ${DEFAULT-VALUE}).")
    private int actors;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "factstream-run",
            description = "Folder of the run: broker data, adapters, log (default: ${DEFAULT-VALUE}).")
    private Path dir;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Random seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "19092",
            description = "Port of the broker on 127.0.0.1; 0 for any free port (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--dashboard",
            paramLabel = "P|none",
            defaultValue = "19080",
            description = "Port of the dashboard on 127.0.0.1; another free port if it is in use or 0;"
                    + " none disables the dashboard (default: ${DEFAULT-VALUE}).")
    private String dashboard;

    @Option(
            names = "--policy",
            paramLabel = "DIR",
            description =
                    "Hugging Face folder of the initial policy (default: checkpoints/policy of the installation).")
    private Path policy = InstallationFolder.resolve("checkpoints/policy");

    @Option(
            names = "--reward-model",
            paramLabel = "DIR|none",
            description =
                    "Reward model that scores answers and initializes the critic (default: checkpoints/reward-model-facts of"
                            + " the installation); none: rewards for correctness, length and missing end only.")
    private Path rewardModel = InstallationFolder.resolve("checkpoints/reward-model-facts");

    @Option(
            names = "--pictures",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Number of training pictures, with two questions each (default: ${DEFAULT-VALUE}).")
    private int pictures;

    @Option(
            names = "--questions",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Number of held-out questions at the end; 0 for none (default: ${DEFAULT-VALUE}).")
    private int questions;

    @Option(
            names = "--items",
            paramLabel = "N",
            defaultValue = "480",
            description =
                    "Number of picture-book benchmark items at the end, at most 960; 0 for none (default: ${DEFAULT-VALUE}).")
    private int items;

    @Mixin
    private SettingsOptions settings;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        TorchThreads.useOne();
        return new Quickstart(
                        options(),
                        settings.source(),
                        spec.commandLine().getOut(),
                        spec.commandLine().getErr())
                .run();
    }

    private OptionalInt dashboardPort() {
        try {
            return dashboard.equals("none") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(dashboard));
        } catch (NumberFormatException e) {
            throw new UserFacingException(
                    ExitCode.USAGE, "--dashboard must be a port number or none, not '" + dashboard + "'", e);
        }
    }

    private QuickstartOptions options() {
        try {
            return new QuickstartOptions(
                    steps,
                    actors,
                    dir,
                    seed,
                    port,
                    dashboardPort(),
                    policy,
                    Optional.of(rewardModel).filter(folder -> !folder.equals(NONE)),
                    pictures,
                    questions,
                    items);
        } catch (IllegalArgumentException e) {
            throw new UserFacingException(ExitCode.USAGE, e.getMessage(), e);
        }
    }
}
