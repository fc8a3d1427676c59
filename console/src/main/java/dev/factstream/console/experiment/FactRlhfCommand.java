package dev.factstream.console.experiment;

import dev.factstream.console.cli.ConsoleException;
import dev.factstream.console.cli.ExitCode;
import dev.factstream.console.cli.Home;
import dev.factstream.console.cli.SettingsOptions;
import dev.factstream.console.cli.TorchThreads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream experiment fact-rlhf}. */
@Command(
        name = "fact-rlhf",
        description =
                "Trains from one policy with the reward model plain and with facts, penalties off and on, over several"
                        + " seeds, each run through a stream of its own.%nWrites table.md, plots, results.csv and results.json."
                        + " The same --out goes on where it stopped, also with more seeds or arms.")
final class FactRlhfCommand implements Callable<Integer> {
    @Option(
            names = "--arms",
            paramLabel = "ARM",
            split = ",",
            defaultValue = "plain,facts,plain-penalties,facts-penalties,facts-correctness,facts-length",
            description =
                    "plain and facts have no penalties; facts-correctness and facts-length have one each, for the first"
                            + " seed only (default: ${DEFAULT-VALUE}).")
    private List<String> arms;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "30",
            description = "Policy versions of a run (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--every",
            paramLabel = "N",
            defaultValue = "5",
            description = "Measure every so many versions, and the last (default: ${DEFAULT-VALUE}).")
    private int every;

    @Option(
            names = "--items",
            paramLabel = "N",
            defaultValue = "480",
            description = "Items of the benchmark for versions before the last (default: ${DEFAULT-VALUE}).")
    private int items;

    @Option(
            names = "--final-items",
            paramLabel = "N",
            defaultValue = "960",
            description =
                    "Items of the benchmark for the last version and the policy before (default: ${DEFAULT-VALUE}, which"
                            + " are all).")
    private int finalItems;

    @Option(
            names = "--reward-models",
            paramLabel = "PLAIN,FACTS",
            split = ",",
            description =
                    "Their folders (default: checkpoints/reward-model-plain and reward-model-facts of the installation).")
    private List<Path> rewardModels =
            List.of(Home.resolve("checkpoints/reward-model-plain"), Home.resolve("checkpoints/reward-model-facts"));

    @Mixin
    private SharedOptions shared;

    @Mixin
    private SettingsOptions settings;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        TorchThreads.one();
        new Experiment(options(), settings, spec.commandLine().getOut()).run();
        return ExitCode.OK;
    }

    private ExperimentOptions options() {
        if (rewardModels.size() != 2) {
            throw new ConsoleException(
                    ExitCode.USAGE, "--reward-models takes two folders, the plain one and the one with facts");
        }
        try {
            return new ExperimentOptions(
                    shared.out(),
                    shared.policy(),
                    rewardModels.get(0),
                    rewardModels.get(1),
                    shared.seeds(),
                    arms.stream().map(Arm::named).toList(),
                    steps,
                    every,
                    items,
                    finalItems,
                    shared.questions(),
                    shared.pictures(),
                    shared.actors());
        } catch (IllegalArgumentException e) {
            throw new ConsoleException(ExitCode.USAGE, e.getMessage(), e);
        }
    }
}
