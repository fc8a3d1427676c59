package dev.factstream.console.experiment;

import dev.factstream.evaluation.policy.PolicyFolder;
import dev.factstream.lab.broker.TemporaryBroker;
import dev.factstream.lab.experiment.throughput.ActorScalingExperiment;
import dev.factstream.model.engine.TorchThreads;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.process.InstallationFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream experiment scaling}. */
@Command(
        name = "scaling",
        description =
                "Measures the tickets per second of different numbers of actors with simulated generation, batch size 1 and their"
                        + " own consumers, on an embedded broker; exits with 1 if they reach less than --least of linear scaling.")
final class ScalingCommand implements Callable<Integer> {
    @Option(
            names = "--actors",
            paramLabel = "K",
            split = ",",
            defaultValue = "1,4,16",
            description = "Numbers of actors; the first is the baseline of the others (default: ${DEFAULT-VALUE}).")
    private List<Integer> actors;

    @Option(
            names = "--generation",
            paramLabel = "MS",
            defaultValue = "1000",
            description = "Simulated generation time per ticket in milliseconds (default: ${DEFAULT-VALUE}).")
    private int generation;

    @Option(
            names = "--tickets",
            paramLabel = "N",
            defaultValue = "30",
            description = "Measured tickets per actor (default: ${DEFAULT-VALUE}).")
    private int tickets;

    @Option(
            names = "--least",
            paramLabel = "SHARE",
            defaultValue = "0.9",
            description = "Required share of linear scaling (default: ${DEFAULT-VALUE}).")
    private double least;

    @Option(
            names = "--policy",
            paramLabel = "DIR",
            description =
                    "Policy whose tokenizer and prompt template are used (default: checkpoints/policy of the installation).")
    private Path policy = InstallationFolder.resolve("checkpoints/policy");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (actors.stream().anyMatch(count -> count < 1) || generation < 1 || tickets < 2) {
            throw new UserFacingException(
                    ExitCode.USAGE, "--actors and --generation must be 1 or more, --tickets 2 or more");
        }
        TorchThreads.useOne();
        try (TemporaryBroker broker = TemporaryBroker.start("scaling");
                VisionLanguageModel model = PolicyFolder.load(policy)) {
            spec.commandLine()
                    .getOut()
                    .printf(
                            Locale.ROOT,
                            "simulated generation of %d ms per ticket, %d tickets per actor%n",
                            generation,
                            tickets);
            double share = new ActorScalingExperiment(broker, model, Duration.ofMillis(generation))
                    .run(actors, tickets, this::print);
            return share >= least ? ExitCode.OK : ExitCode.NEGATIVE;
        }
    }

    private void print(ActorScalingExperiment.Point point) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%2d actors  %.2f tickets/s  %.1f %% of linear  %.0f ms overhead per ticket%n",
                point.actors(),
                point.ticketsPerSecond(),
                100 * point.shareOfLinear(),
                1e3 * point.actors() / point.ticketsPerSecond() - generation);
        out.flush();
    }
}
