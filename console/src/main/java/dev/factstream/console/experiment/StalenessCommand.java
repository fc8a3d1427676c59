package dev.factstream.console.experiment;

import dev.factstream.lab.experiment.staleness.StalenessDesign;
import dev.factstream.lab.experiment.staleness.StalenessOptions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code factstream experiment staleness}. */
@Command(
        name = "staleness",
        description = {
            "Trains one policy on rollouts of fixed staleness, with and without correction, over several seeds, each run in a"
                    + " separate stream; rewards are symbolic.",
            "Writes table.md, staleness.png, results.csv and results.json. Run it again with the same --out to resume, also"
                    + " with more seeds or ages."
        })
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
    private ExperimentOptionsMixin experiment;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return experiment.run(
                steps, common -> new StalenessDesign(new StalenessOptions(common, ages, rollouts, minibatch)));
    }
}
