package dev.factstream.console.experiment;

import dev.factstream.console.cli.SettingsOptions;
import dev.factstream.lab.experiment.ExperimentDesign;
import dev.factstream.lab.experiment.ExperimentOptions;
import dev.factstream.lab.experiment.ExperimentRunner;
import dev.factstream.model.engine.TorchThreads;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.process.InstallationFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that experiments with planned runs share, and their start. */
final class ExperimentOptionsMixin {
    @Option(
            names = "--seeds",
            paramLabel = "S",
            split = ",",
            defaultValue = "1,2,3",
            description = "Seeds; each arm runs once per seed (default: ${DEFAULT-VALUE}).")
    private List<Long> seeds;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder of the experiment, with its runs and results.")
    private Path out;

    @Option(
            names = "--questions",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Held-out yes/no and multiple-choice questions (default: ${DEFAULT-VALUE}).")
    private int questions;

    @Option(
            names = "--pictures",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Training pictures per run, with two questions each (default: ${DEFAULT-VALUE}).")
    private int pictures;

    @Option(
            names = "--actors",
            paramLabel = "K",
            defaultValue = "2",
            description = "Actors per run (default: ${DEFAULT-VALUE}).")
    private int actors;

    @Option(
            names = "--policy",
            paramLabel = "DIR",
            description =
                    "Initial policy of all runs, a Hugging Face folder (default: checkpoints/policy of the installation).")
    private Path policy = InstallationFolder.resolve("checkpoints/policy");

    @Mixin
    private SettingsOptions settings;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /**
     * Completes an experiment and prints its progress.
     *
     * @param steps policy versions per run
     * @param design creates the design from the shared options; throws {@link IllegalArgumentException} naming an invalid option
     * @return the exit code
     */
    int run(int steps, Function<ExperimentOptions, ExperimentDesign<?, ?>> design)
            throws IOException, InterruptedException {
        TorchThreads.useOne();
        new ExperimentRunner<>(
                        design(steps, design),
                        settings.source(),
                        command.commandLine().getOut())
                .run();
        return ExitCode.OK;
    }

    private ExperimentDesign<?, ?> design(int steps, Function<ExperimentOptions, ExperimentDesign<?, ?>> design) {
        try {
            return design.apply(new ExperimentOptions(out, policy, seeds, steps, questions, pictures, actors));
        } catch (IllegalArgumentException e) {
            throw new UserFacingException(ExitCode.USAGE, e.getMessage(), e);
        }
    }
}
