package dev.factstream.console.bench;

import ai.djl.Device;
import dev.factstream.console.cli.ThreadsOption;
import dev.factstream.lab.bench.MachineReference;
import dev.factstream.lab.bench.Rate;
import dev.factstream.lab.bench.TrainingThroughput;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.failure.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream bench train}: measures the learner's forward and backward pass into an adapter. */
@Command(
        name = "train",
        description =
                "Measures the tokens per second of a forward and backward pass into a LoRA adapter of all linear layers.")
public final class BenchTrainCommand implements Callable<Integer> {
    @Option(names = "--model", required = true, paramLabel = "DIR", description = "The model.")
    private Path folder;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "16",
            description = "Sequences per pass (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--prompt",
            paramLabel = "N",
            defaultValue = "64",
            description = "Prompt tokens per sequence, without loss (default: ${DEFAULT-VALUE}).")
    private int prompt;

    @Option(
            names = "--answer",
            paramLabel = "N",
            defaultValue = "96",
            description = "Answer tokens per sequence, with loss (default: ${DEFAULT-VALUE}).")
    private int answer;

    @Option(
            names = "--rank",
            paramLabel = "N",
            defaultValue = "16",
            description = "LoRA rank (default: ${DEFAULT-VALUE}).")
    private int rank;

    @Mixin
    private RoundsOption rounds = new RoundsOption();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        threads.apply();
        PrintWriter out = spec.commandLine().getOut();
        RatePrinter printer = new RatePrinter(out, "tokens");
        TrainingThroughput throughput = new TrainingThroughput(batch, prompt, answer, rank);
        try (VisionLanguageModel model = VisionLanguageModel.load(folder, Device.cpu())) {
            out.printf(
                    Locale.ROOT,
                    "%d sequences of %d tokens, loss over the last %d, rank %d%n",
                    batch,
                    prompt + answer,
                    answer,
                    rank);
            out.printf(Locale.ROOT, "loss %.6f%n", throughput.loss(model));
            Rate rate = throughput.measure(model, rounds.measurement(), printer::round);
            printer.median(rate);
            double perToken = throughput.operationsPerToken(model.config().text());
            printer.shareOfPeak(rate.perSecond() * perToken, MachineReference.matmulPeak(model));
            printer.peakMemory();
        }
        return ExitCode.OK;
    }
}
