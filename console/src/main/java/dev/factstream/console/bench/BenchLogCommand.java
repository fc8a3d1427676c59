package dev.factstream.console.bench;

import dev.factstream.infra.topics.TopicOverrides;
import dev.factstream.lab.bench.LogThroughput;
import dev.factstream.lab.bench.Rate;
import dev.factstream.lab.broker.TemporaryBroker;
import dev.factstream.runtime.failure.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream bench log}: measures the throughput of the Kafka log. */
@Command(
        name = "log",
        description =
                "Measures the rollouts per second that are encoded, written, read and decoded, on an embedded broker.")
public final class BenchLogCommand implements Callable<Integer> {
    @Option(
            names = "--rollouts",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Rollouts written and read per round (default: ${DEFAULT-VALUE}).")
    private int rollouts;

    @Mixin
    private RoundsOption rounds = new RoundsOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        RatePrinter printer = new RatePrinter(out, "rollouts");
        try (TemporaryBroker broker = TemporaryBroker.start("bench", TopicOverrides.none())) {
            LogThroughput throughput = new LogThroughput(broker.clients(), broker.names(), rollouts);
            long bytes = throughput.bytes();
            out.printf(Locale.ROOT, "%d rollouts of %d bytes on average%n", rollouts, bytes / rollouts);
            Rate rate = throughput.measure(rounds.measurement(), printer::round);
            printer.median(rate);
            out.printf(Locale.ROOT, "%.1f MiB/s%n", rate.perSecond() * bytes / rollouts / (1 << 20));
            printer.peakMemory();
        }
        return ExitCode.OK;
    }
}
