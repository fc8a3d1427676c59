package dev.factstream.console.experiment;

import dev.factstream.console.cli.ConsoleException;
import dev.factstream.console.cli.ExitCode;
import dev.factstream.console.cli.Home;
import dev.factstream.console.cli.SettingsOptions;
import dev.factstream.console.cli.TorchThreads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream experiment asynchrony}. */
@Command(
        name = "asynchrony",
        description =
                "How long versions take at eta 0 and at eta 1 when generation, which is simulated, takes as long as the"
                        + " learner's step, which is real as is all else; exits with 1 if eta 1 takes too long.")
final class AsynchronyCommand implements Callable<Integer> {
    @Option(
            names = "--versions",
            paramLabel = "N",
            defaultValue = "20",
            description = "Policy versions of each run (default: ${DEFAULT-VALUE}).")
    private int versions;

    @Option(
            names = "--rollouts",
            paramLabel = "N",
            defaultValue = "64",
            description = "Rollouts that make a version (default: ${DEFAULT-VALUE}).")
    private int rollouts;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "So often, in turns; the median counts (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--most",
            paramLabel = "SHARE",
            defaultValue = "0.55",
            description = "Of the time at eta 0 that eta 1 may take (default: ${DEFAULT-VALUE}).")
    private double most;

    @Option(
            names = "--policy",
            paramLabel = "DIR",
            description = "Where the runs begin (default: checkpoints/policy of the installation).")
    private Path policy = Home.resolve("checkpoints/policy");

    @Mixin
    private SettingsOptions settings;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (versions < 2 || rollouts < 1 || rounds < 1) {
            throw new ConsoleException(
                    ExitCode.USAGE, "--versions must be 2 or more, --rollouts and --rounds 1 or more");
        }
        TorchThreads.one();
        double share = new AsynchronyExperiment(
                        policy,
                        versions,
                        rollouts,
                        rounds,
                        settings,
                        spec.commandLine().getOut())
                .run();
        return share <= most ? ExitCode.OK : ExitCode.NEGATIVE;
    }
}
