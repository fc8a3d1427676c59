package dev.factstream.console.bench;

import dev.factstream.infra.topics.TopicOverrides;
import dev.factstream.lab.bench.PromptPoolCost;
import dev.factstream.lab.broker.TemporaryBroker;
import dev.factstream.runtime.failure.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream bench pool}: measures what a large prompt pool costs a learner. */
@Command(
        name = "pool",
        description =
                "Measures the heap and the time that a learner needs for a prompt pool of many questions, on an embedded broker;"
                        + " exits with 1 if a question needs more heap than --most.")
public final class BenchPoolCommand implements Callable<Integer> {
    @Option(
            names = "--questions",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Questions in the pool (default: ${DEFAULT-VALUE}).")
    private int questions;

    @Option(
            names = "--rollouts",
            paramLabel = "N",
            defaultValue = "192",
            description = "Rollouts per version (default: ${DEFAULT-VALUE}).")
    private int rollouts;

    @Option(
            names = "--most",
            paramLabel = "BYTES",
            defaultValue = "256",
            description = "Allowed heap per question (default: ${DEFAULT-VALUE}).")
    private int most;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (TemporaryBroker broker = TemporaryBroker.start("bench", TopicOverrides.none())) {
            PromptPoolCost pool = new PromptPoolCost(broker.clients(), broker.names());
            pool.publish(questions, published -> {
                out.printf(Locale.ROOT, "%d of %d questions published%n", published, questions);
                out.flush();
            });
            PromptPoolCost.Cost cost = pool.measure(rollouts);
            double bytes = (double) cost.heapBytes() / questions;
            out.printf(
                    Locale.ROOT,
                    "%d questions: heap %.1f MiB, %.0f bytes per question; read in %.1f s%n",
                    questions,
                    cost.heapBytes() / (double) (1 << 20),
                    bytes,
                    cost.readSeconds());
            out.printf(
                    Locale.ROOT,
                    "a round of 8 versions is drawn in %.2f s; the questions of a version of %d rollouts are looked up in %.2f s%n",
                    cost.drawSeconds(),
                    rollouts,
                    cost.lookupSeconds());
            return bytes <= most ? ExitCode.OK : ExitCode.NEGATIVE;
        }
    }
}
