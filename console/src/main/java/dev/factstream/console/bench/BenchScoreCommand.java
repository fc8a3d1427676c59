package dev.factstream.console.bench;

import dev.factstream.infra.topics.TopicOverrides;
import dev.factstream.lab.bench.ScoringComparison;
import dev.factstream.lab.broker.TemporaryBroker;
import dev.factstream.model.engine.TorchThreads;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.scorer.settings.ScorerSettings;
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

/** {@code factstream bench score}: measures what the stream costs beside the reward model. */
@Command(
        name = "score",
        description =
                "Compares the speed of a reward model's batched forward pass alone with its speed in the scorer, on an embedded broker.")
public final class BenchScoreCommand implements Callable<Integer> {
    @Option(names = "--reward-model", required = true, paramLabel = "DIR", description = "The reward model.")
    private Path model;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "16",
            description = "Rollouts per forward pass (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--rollouts",
            paramLabel = "N",
            defaultValue = "512",
            description =
                    "Rollouts per round, scored twice by the forward pass alone and once in the scorer (default: ${DEFAULT-VALUE}).")
    private int rollouts;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "9",
            description = "Rounds in which both are measured (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of the scorer, for instance scorer.commit.interval.ms=500; may be repeated.")
    private List<String> settings = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        TorchThreads.useOne(); // one thread, as in a role that shares its machine
        PrintWriter out = spec.commandLine().getOut();
        try (TemporaryBroker broker = TemporaryBroker.start("bench", TopicOverrides.none())) {
            ScoringComparison comparison = new ScoringComparison(broker, model, batch, settings);
            ScorerSettings scorer = comparison.settings();
            out.printf(
                    Locale.ROOT,
                    "batches of %d, commit interval %d ms, %d stream thread(s), rounds of %d rollouts%n",
                    batch,
                    scorer.commitInterval().toMillis(),
                    scorer.threads(),
                    rollouts);
            out.flush();
            double ratio = comparison.measure(rounds, rollouts, this::print);
            out.printf(Locale.ROOT, "median ratio %.2f%n", ratio);
        }
        return ExitCode.OK;
    }

    private void print(ScoringComparison.Round round) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "round %d: forward pass alone %.1f rollouts/s, in the stream %.1f, ratio %.2f%n",
                round.number(),
                round.direct(),
                round.streamed(),
                round.ratio());
        out.flush();
    }
}
