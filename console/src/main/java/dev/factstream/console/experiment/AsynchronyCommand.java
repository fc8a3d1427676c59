package dev.factstream.console.experiment;

import dev.factstream.console.cli.SettingsOptions;
import dev.factstream.lab.experiment.throughput.AsynchronyExperiment;
import dev.factstream.model.engine.TorchThreads;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.process.InstallationFolder;
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
                "Compares the time of a version at eta 0 and at eta 1 when simulated generation takes as long as the learner's"
                        + " step; everything but generation is real. Exits with 1 if eta 1 takes more than --most of the time.")
final class AsynchronyCommand implements Callable<Integer> {
    @Option(
            names = "--versions",
            paramLabel = "N",
            defaultValue = "20",
            description = "Policy versions per run (default: ${DEFAULT-VALUE}).")
    private int versions;

    @Option(
            names = "--rollouts",
            paramLabel = "N",
            defaultValue = "64",
            description = "Rollouts per version (default: ${DEFAULT-VALUE}).")
    private int rollouts;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Rounds of one run at each eta; the median counts (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--most",
            paramLabel = "SHARE",
            defaultValue = "0.55",
            description = "Allowed time at eta 1 as a share of the time at eta 0 (default: ${DEFAULT-VALUE}).")
    private double most;

    @Option(
            names = "--policy",
            paramLabel = "DIR",
            description = "Initial policy of the runs (default: checkpoints/policy of the installation).")
    private Path policy = InstallationFolder.resolve("checkpoints/policy");

    @Mixin
    private SettingsOptions settings;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (versions < 2 || rollouts < 1 || rounds < 1) {
            throw new UserFacingException(
                    ExitCode.USAGE, "--versions must be 2 or more, --rollouts and --rounds 1 or more");
        }
        TorchThreads.useOne();
        double share = new AsynchronyExperiment(
                        policy,
                        versions,
                        rollouts,
                        rounds,
                        settings.source(),
                        spec.commandLine().getOut())
                .run();
        return share <= most ? ExitCode.OK : ExitCode.NEGATIVE;
    }
}
