package dev.factstream.console.experiment;

import dev.factstream.console.cli.SettingsOptions;
import dev.factstream.lab.experiment.StalenessExperiment;
import dev.factstream.lab.experiment.StalenessOptions;
import dev.factstream.model.engine.TorchThreads;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream experiment staleness}. */
@Command(
        name = "staleness",
        description =
                "Trains one policy on rollouts of fixed staleness, with and without correction, over several seeds, each run in a"
                        + " separate stream; rewards are symbolic.%nWrites table.md, staleness.png, results.csv and results.json."
                        + " Run it again with the same --out to resume, also with more seeds or ages.")
final class StalenessCommand implements Callable<Integer> {
    @Option(
            names = "--ages",
            paramLabel = "A",
            split = ",",
            defaultValue = "0,1,4,8",
            description =
                    "Staleness of the rollouts when they are trained on, in versions (default: ${DEFAULT-VALUE}).")
    private List<Integer> ages;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "16",
            description = "Policy versions per run (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--rollouts",
            paramLabel = "N",
            defaultValue = "64",
            description = "Rollouts per version (default: ${DEFAULT-VALUE}).")
    private int rollouts;

    @Option(
            names = "--minibatch",
            paramLabel = "N",
            defaultValue = "16",
            description = "Rollouts per optimizer step (default: ${DEFAULT-VALUE}).")
    private int minibatch;

    @Mixin
    private ExperimentOptionsMixin shared;

    @Mixin
    private SettingsOptions settings;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        TorchThreads.useOne();
        new StalenessExperiment(options(), settings.source(), spec.commandLine().getOut()).run();
        return ExitCode.OK;
    }

    private StalenessOptions options() {
        try {
            return new StalenessOptions(
                    shared.out(),
                    shared.policy(),
                    ages,
                    shared.seeds(),
                    steps,
                    rollouts,
                    minibatch,
                    shared.questions(),
                    shared.pictures(),
                    shared.actors());
        } catch (IllegalArgumentException e) {
            throw new UserFacingException(ExitCode.USAGE, e.getMessage(), e);
        }
    }
}
