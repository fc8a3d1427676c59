package dev.factstream.console.bench;

import ai.djl.Device;
import dev.factstream.console.cli.EnumConverter;
import dev.factstream.console.cli.ThreadsOption;
import dev.factstream.lab.bench.GenerationThroughput;
import dev.factstream.lab.bench.MachineReference;
import dev.factstream.lab.bench.Rate;
import dev.factstream.model.network.Precision;
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

/** {@code factstream bench generate}: measures sampling without a stream. */
@Command(
        name = "generate",
        description =
                "Measures the tokens per second that a model samples from its whole vocabulary, with their log-probabilities.")
public final class BenchGenerateCommand implements Callable<Integer> {
    @Option(names = "--model", required = true, paramLabel = "DIR", description = "The model.")
    private Path folder;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "16",
            description = "Sequences in a batch (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--prompt",
            paramLabel = "N",
            defaultValue = "64",
            description = "Tokens per prompt (default: ${DEFAULT-VALUE}).")
    private int prompt;

    @Option(
            names = "--new",
            paramLabel = "N",
            defaultValue = "96",
            description = "Tokens to sample per sequence (default: ${DEFAULT-VALUE}).")
    private int sampled;

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            defaultValue = "fp32",
            converter = Dtype.class,
            description = "Precision of the weight matrices: fp32 or bf16 (default: ${DEFAULT-VALUE}).")
    private Precision dtype;

    @Mixin
    private RoundsOption rounds = new RoundsOption();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Spec
    private CommandSpec spec;

    /** Converts {@code fp32} and {@code bf16}. */
    static final class Dtype extends EnumConverter<Precision> {
        Dtype() {
            super(Precision.values());
        }
    }

    @Override
    public Integer call() {
        threads.apply();
        PrintWriter out = spec.commandLine().getOut();
        RatePrinter printer = new RatePrinter(out, "tokens");
        GenerationThroughput throughput = new GenerationThroughput(batch, prompt, sampled);
        try (VisionLanguageModel model = VisionLanguageModel.load(folder, Device.cpu(), dtype)) {
            out.printf(
                    Locale.ROOT,
                    "%d sequences, %d + %d tokens, %s%n",
                    batch,
                    prompt,
                    sampled,
                    EnumConverter.name(dtype));
            Rate rate = throughput.measure(model, rounds.measurement(), printer::round);
            printer.median(rate);
            double perToken = throughput.operationsPerToken(model.config().text());
            printer.shareOfPeak(rate.perSecond() * perToken, MachineReference.matmulPeak(model));
            printer.peakMemory();
        }
        return ExitCode.OK;
    }
}
