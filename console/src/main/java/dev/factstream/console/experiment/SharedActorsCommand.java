package dev.factstream.console.experiment;

import dev.factstream.lab.broker.TemporaryBroker;
import dev.factstream.lab.chaos.SharedActorsExperiment;
import dev.factstream.lab.chaos.SharedActorsOptions;
import dev.factstream.lab.chaos.SharedActorsResult;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream experiment shared-actors}. */
@Command(
        name = "shared-actors",
        description =
                "Measures the pace of a small run alone, with half of the slots of a pool of actors, and beside a large run with"
                        + " which it shares topics and actors, while actors are killed; exits with 1 if a run was trained on"
                        + " answers of another one, or the small run keeps less than --least of its pace.")
final class SharedActorsCommand implements Callable<Integer> {
    @Option(
            names = "--small",
            paramLabel = "B",
            defaultValue = "16",
            description = "Rollouts per version of the small run (default: ${DEFAULT-VALUE}).")
    private int small;

    @Option(
            names = "--large",
            paramLabel = "B",
            defaultValue = "192",
            description = "Rollouts per version of the large run (default: ${DEFAULT-VALUE}).")
    private int large;

    @Option(
            names = "--actors",
            paramLabel = "K",
            defaultValue = "4",
            description = "Number of actors (default: ${DEFAULT-VALUE}).")
    private int actors;

    @Option(
            names = "--slots",
            paramLabel = "N",
            defaultValue = "16",
            description = "Slots of each actor (default: ${DEFAULT-VALUE}).")
    private int slots;

    @Option(
            names = "--generation",
            paramLabel = "MS",
            defaultValue = "3000",
            description = "Simulated generation time per answer in milliseconds (default: ${DEFAULT-VALUE}).")
    private int generation;

    @Option(
            names = "--time",
            paramLabel = "S",
            defaultValue = "120",
            description = "Seconds of each of the two measurements (default: ${DEFAULT-VALUE}).")
    private int time;

    @Option(
            names = "--kills",
            paramLabel = "N",
            defaultValue = "2",
            description = "Actors killed and started again during each measurement (default: ${DEFAULT-VALUE}).")
    private int kills;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of policies, runs and kills (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--least",
            paramLabel = "SHARE",
            defaultValue = "0.8",
            description = "Required share of the small run's pace (default: ${DEFAULT-VALUE}).")
    private double least;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (TemporaryBroker broker = TemporaryBroker.start("shared-actors")) {
            broker.keepFolder(); // for diagnosis; discarded if the experiment passes
            SharedActorsResult result = new SharedActorsExperiment(broker, options(), seed, out).run();
            out.println(result);
            if (!result.passed() || result.share() < least) {
                return ExitCode.NEGATIVE;
            }
            broker.discardFolder();
            return ExitCode.OK;
        }
    }

    private SharedActorsOptions options() {
        try {
            return new SharedActorsOptions(
                    small, large, actors, slots, Duration.ofMillis(generation), Duration.ofSeconds(time), kills);
        } catch (IllegalArgumentException e) {
            throw new UserFacingException(ExitCode.USAGE, e.getMessage(), e);
        }
    }
}
