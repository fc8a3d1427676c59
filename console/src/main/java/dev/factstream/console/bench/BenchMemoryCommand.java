package dev.factstream.console.bench;

import dev.factstream.infra.topics.TopicOverrides;
import dev.factstream.lab.bench.ActorMemoryGrowth;
import dev.factstream.lab.broker.TemporaryBroker;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.process.InstallationFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream bench memory}: measures the growth of an actor's memory. */
@Command(
        name = "memory",
        description =
                "Compares the resident memory of an actor process with a heap of fixed size after many short rollouts with that"
                        + " after few; exits with 1 if it has grown by more than --growth.")
public final class BenchMemoryCommand implements Callable<Integer> {
    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Policy that the actor serves (default: checkpoints/policy of the installation).")
    private Path model = InstallationFolder.resolve("checkpoints/policy");

    @Option(
            names = "--rollouts",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Rollouts in all (default: ${DEFAULT-VALUE}).")
    private int rollouts;

    @Option(
            names = "--early",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Rollouts before the first measurement (default: ${DEFAULT-VALUE}).")
    private int early;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            defaultValue = "8",
            description = "Maximum tokens per answer (default: ${DEFAULT-VALUE}).")
    private int tokens;

    @Option(
            names = "--heap",
            paramLabel = "MIB",
            defaultValue = "256",
            description = "Java heap of the actor, all of it touched at the start (default: ${DEFAULT-VALUE}).")
    private int heap;

    @Option(
            names = "--growth",
            paramLabel = "SHARE",
            defaultValue = "0.05",
            description = "Allowed growth (default: ${DEFAULT-VALUE}).")
    private double growth;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the actor; may be repeated.")
    private List<String> settings = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (early < 1 || rollouts <= early) {
            throw new UserFacingException(
                    ExitCode.USAGE, "--rollouts must be more than --early, and --early must be 1 or more");
        }
        ActorMemoryGrowth memory = new ActorMemoryGrowth(model, tokens, heap, settings);
        try (TemporaryBroker broker = TemporaryBroker.start("bench", TopicOverrides.none())) {
            double grown = memory.measure(broker, early, rollouts, this::print);
            spec.commandLine()
                    .getOut()
                    .printf(
                            Locale.ROOT,
                            "resident memory after %d rollouts compared with after %d: %+.1f %% (allowed %+.1f %%)%n",
                            rollouts,
                            early,
                            100 * grown,
                            100 * growth);
            return grown <= growth ? ExitCode.OK : ExitCode.NEGATIVE;
        }
    }

    private void print(ActorMemoryGrowth.Point point) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%6d rollouts  resident %.1f MiB  %.0f rollouts/s  %.0f tok/s%n",
                point.rollouts(),
                point.residentKib() / 1024.0,
                point.rollouts() / point.seconds(),
                point.tokens() / point.seconds());
        out.flush();
    }
}
