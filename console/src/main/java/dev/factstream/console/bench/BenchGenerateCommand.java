package dev.factstream.console.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.factstream.console.cli.EnumConverter;
import dev.factstream.console.cli.ThreadsOption;
import dev.factstream.lab.bench.ForwardFlops;
import dev.factstream.lab.bench.MachineReference;
import dev.factstream.lab.bench.RepeatedMeasurement;
import dev.factstream.lab.bench.SyntheticTokens;
import dev.factstream.model.checkpoint.TextConfig;
import dev.factstream.model.generate.GenerationRequest;
import dev.factstream.model.generate.Generator;
import dev.factstream.model.generate.SamplingOptions;
import dev.factstream.model.network.Precision;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.prompt.EncodedPrompt;
import dev.factstream.runtime.failure.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
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
        try (VisionLanguageModel model = VisionLanguageModel.load(folder, Device.cpu(), dtype);
                Generator generator = new Generator(model, batch, Set.of());
                NDManager scope = model.newScope()) {
            List<GenerationRequest> requests = IntStream.range(0, batch)
                    .mapToObj(row -> new GenerationRequest(
                            new EncodedPrompt(SyntheticTokens.row(model.config(), row, prompt), Optional.empty()),
                            new SamplingOptions(1, 1, 0, sampled, row)))
                    .toList();
            out.printf(
                    Locale.ROOT,
                    "%d sequences, %d + %d tokens, %s%n",
                    batch,
                    prompt,
                    sampled,
                    EnumConverter.name(dtype));
            double rate =
                    rounds.measurement().run(out, "tokens", (long) batch * sampled, () -> generator.generate(requests));
            TextConfig text = model.config().text();
            double each = ForwardFlops.layers(text) * (1 + (double) prompt / sampled) + ForwardFlops.head(text);
            RepeatedMeasurement.printShareOfPeak(out, rate * each, MachineReference.matmulPeak(scope));
        }
        return ExitCode.OK;
    }
}
