package dev.factstream.console.deadletters;

import dev.factstream.infra.topics.TopicOverrides;
import dev.factstream.lab.broker.TemporaryBroker;
import dev.factstream.lab.drill.DeadLetterDrill;
import dev.factstream.lab.drill.DrillResult;
import dev.factstream.runtime.failure.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream dead-letters drill}. */
@Command(
        name = "drill",
        description =
                "Sends poison records of every kind among good rollouts to a real scorer, on an embedded broker, and counts the"
                        + " outcomes; exits with 1 if a good rollout is not scored exactly once, a poison record does not have exactly one"
                        + " dead letter with a reason, or the scorer has stopped.")
final class DeadLetterDrillCommand implements Callable<Integer> {
    @Option(
            names = "--poison",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Number of poison records (default: ${DEFAULT-VALUE}).")
    private int poison;

    @Option(
            names = "--good",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Number of good rollouts (default: ${DEFAULT-VALUE}).")
    private int good;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Determines the order and the corruption (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (TemporaryBroker broker = TemporaryBroker.start("drill", TopicOverrides.none())) {
            DrillResult result =
                    new DeadLetterDrill(broker.clients(), broker.names(), broker.folder()).run(good, poison, seed);
            out.println(result);
            return result.passed() ? ExitCode.OK : ExitCode.NEGATIVE;
        }
    }
}
