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
            names = "--seeds",
            paramLabel = "S",
            split = ",",
            defaultValue = "1,2,3",
            description = "A run of each arm for each (default: ${DEFAULT-VALUE}).")
    private List<Long> seeds;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Where the experiment lives: its runs and its results.")
    private Path out;

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
            names = "--questions",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Held-out yes/no and multiple-choice questions (default: ${DEFAULT-VALUE}).")
    private int questions;

    @Option(
            names = "--pictures",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Training pictures of a run, with two questions each (default: ${DEFAULT-VALUE}).")
    private int pictures;

    @Option(
            names = "--actors",
            paramLabel = "K",
            defaultValue = "2",
            description = "Actors side by side in a run (default: ${DEFAULT-VALUE}).")
    private int actors;

    @Option(
            names = "--policy",
            paramLabel = "DIR",
            description = "Hugging Face folder where all runs begin (default: checkpoints/policy of the installation).")
    private Path policy = Home.resolve("checkpoints/policy");

    @Option(
            names = "--reward-models",
            paramLabel = "PLAIN,FACTS",
            split = ",",
            description =
                    "Their folders (default: checkpoints/reward-model-plain and reward-model-facts of the installation).")
    private List<Path> rewardModels =
            List.of(Home.resolve("checkpoints/reward-model-plain"), Home.resolve("checkpoints/reward-model-facts"));

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
                    out,
                    policy,
                    rewardModels.get(0),
                    rewardModels.get(1),
                    seeds,
                    arms.stream().map(Arm::named).toList(),
                    steps,
                    every,
                    items,
                    finalItems,
                    questions,
                    pictures,
                    actors);
        } catch (IllegalArgumentException e) {
            throw new ConsoleException(ExitCode.USAGE, e.getMessage(), e);
        }
    }
}
