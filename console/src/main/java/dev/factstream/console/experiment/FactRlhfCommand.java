package dev.factstream.console.experiment;

import dev.factstream.console.cli.SettingsOptions;
import dev.factstream.lab.experiment.FactRlhfArm;
import dev.factstream.lab.experiment.FactRlhfExperiment;
import dev.factstream.lab.experiment.FactRlhfOptions;
import dev.factstream.model.engine.TorchThreads;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.process.InstallationFolder;
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
                "Trains one policy with a plain reward model and one that reads facts, without and with penalties, over several"
                        + " seeds, each run in a separate stream.%nWrites table.md, plots, results.csv and results.json. Run it again"
                        + " with the same --out to resume, also with more seeds or arms.")
final class FactRlhfCommand implements Callable<Integer> {
    @Option(
            names = "--arms",
            paramLabel = "ARM",
            split = ",",
            defaultValue = "plain,facts,plain-penalties,facts-penalties,facts-correctness,facts-length",
            description =
                    "Arms to run. plain and facts have no penalties; facts-correctness and facts-length have one penalty each"
                            + " and run with the first seed only (default: ${DEFAULT-VALUE}).")
    private List<String> arms;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "30",
            description = "Policy versions per run (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--every",
            paramLabel = "N",
            defaultValue = "5",
            description = "Evaluate every N-th version, and the last one (default: ${DEFAULT-VALUE}).")
    private int every;

    @Option(
            names = "--items",
            paramLabel = "N",
            defaultValue = "480",
            description = "Benchmark items for versions before the last (default: ${DEFAULT-VALUE}).")
    private int items;

    @Option(
            names = "--final-items",
            paramLabel = "N",
            defaultValue = "960",
            description =
                    "Benchmark items for the initial policy and the last version (default: ${DEFAULT-VALUE}, which is all of"
                            + " them).")
    private int finalItems;

    @Option(
            names = "--reward-models",
            paramLabel = "PLAIN,FACTS",
            split = ",",
            description =
                    "Folders of the two reward models (default: checkpoints/reward-model-plain and reward-model-facts of the"
                            + " installation).")
    private List<Path> rewardModels = List.of(
            InstallationFolder.resolve("checkpoints/reward-model-plain"),
            InstallationFolder.resolve("checkpoints/reward-model-facts"));

    @Mixin
    private ExperimentOptionsMixin shared;

    @Mixin
    private SettingsOptions settings;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        TorchThreads.useOne();
        new FactRlhfExperiment(options(), settings.source(), spec.commandLine().getOut()).run();
        return ExitCode.OK;
    }

    private FactRlhfOptions options() {
        if (rewardModels.size() != 2) {
            throw new UserFacingException(
                    ExitCode.USAGE, "--reward-models takes two folders: the plain model and the model with facts");
        }
        try {
            return new FactRlhfOptions(
                    shared.out(),
                    shared.policy(),
                    rewardModels.get(0),
                    rewardModels.get(1),
                    shared.seeds(),
                    arms.stream().map(FactRlhfArm::named).toList(),
                    steps,
                    every,
                    items,
                    finalItems,
                    shared.questions(),
                    shared.pictures(),
                    shared.actors());
        } catch (IllegalArgumentException e) {
            throw new UserFacingException(ExitCode.USAGE, e.getMessage(), e);
        }
    }
}
