package dev.factstream.console.experiment;

import dev.factstream.lab.experiment.factrlhf.FactRlhfArm;
import dev.factstream.lab.experiment.factrlhf.FactRlhfDesign;
import dev.factstream.lab.experiment.factrlhf.FactRlhfOptions;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.process.InstallationFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code factstream experiment fact-rlhf}. */
@Command(
        name = "fact-rlhf",
        description = {
            "Trains one policy with a plain reward model and one that reads facts, without and with penalties, over several"
                    + " seeds, each run in a separate stream.",
            "Writes table.md, plots, results.csv and results.json. Run it again with the same --out to resume, also with"
                    + " more seeds or arms."
        })
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
    private ExperimentOptionsMixin experiment;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rewardModels.size() != 2) {
            throw new UserFacingException(
                    ExitCode.USAGE, "--reward-models takes two folders: the plain model and the model with facts");
        }
        return experiment.run(
                steps,
                common -> new FactRlhfDesign(new FactRlhfOptions(
                        common,
                        rewardModels.get(0),
                        rewardModels.get(1),
                        arms.stream().map(FactRlhfArm::named).toList(),
                        every,
                        items,
                        finalItems)));
    }
}
