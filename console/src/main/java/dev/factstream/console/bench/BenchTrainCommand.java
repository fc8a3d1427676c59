package dev.factstream.console.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.console.cli.ThreadsOption;
import dev.factstream.lab.bench.ForwardFlops;
import dev.factstream.lab.bench.MachineReference;
import dev.factstream.lab.bench.RepeatedMeasurement;
import dev.factstream.lab.bench.SyntheticTokens;
import dev.factstream.model.checkpoint.TextConfig;
import dev.factstream.model.engine.Gradients;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.lora.LoraSettings;
import dev.factstream.model.network.AdaptedNetwork;
import dev.factstream.model.network.PaddedBatch;
import dev.factstream.model.network.ResponseTokens;
import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.failure.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
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
        try (VisionLanguageModel model = VisionLanguageModel.load(folder, Device.cpu());
                NDManager scope = model.newScope();
                LoraAdapter adapter = LoraAdapter.initial(
                        scope, model.config().text(), LoraSettings.of(rank, 2 * rank, LoraSettings.ALL_TARGETS), 1);
                AdaptedNetwork network = AdaptedNetwork.of(model, adapter)) {
            adapter.requireGradients();
            TokenBatch rows = new TokenBatch(IntStream.range(0, batch)
                    .mapToObj(row -> new TokenBatch.Row(
                            SyntheticTokens.row(model.config(), row, prompt + answer),
                            Optional.empty(),
                            prompt,
                            answer))
                    .toList());
            out.printf(
                    Locale.ROOT,
                    "%d sequences of %d tokens, loss over the last %d, rank %d%n",
                    batch,
                    prompt + answer,
                    answer,
                    rank);
            out.printf(Locale.ROOT, "loss %.6f%n", pass(model, network, rows));
            double rate = rounds.measurement()
                    .run(out, "tokens", (long) batch * (prompt + answer), () -> step(model, network, adapter, rows));
            TextConfig text = model.config().text();
            double share = (double) answer / (prompt + answer);
            double each = 2 * (ForwardFlops.layers(text) + ForwardFlops.head(text) * share);
            RepeatedMeasurement.printShareOfPeak(out, rate * each, MachineReference.matmulPeak(scope));
        }
        return ExitCode.OK;
    }

    /** Computes the gradients of one optimizer step. */
    private static void step(VisionLanguageModel model, AdaptedNetwork network, LoraAdapter adapter, TokenBatch rows) {
        Gradients.zero(adapter.tensors().values());
        network.adapterChanged();
        pass(model, network, rows);
    }

    /** Returns the loss, the mean negative log-likelihood. */
    private static float pass(VisionLanguageModel model, AdaptedNetwork network, TokenBatch rows) {
        ResponseTokens tokens = ResponseTokens.of(rows);
        PaddedBatch packed = PaddedBatch.of(
                rows.rows().stream().map(TokenBatch.Row::ids).toList(),
                rows.rows().stream().map(TokenBatch.Row::pixels).toList(),
                model.config().image());
        try (NDManager scope = model.newScope();
                Gradients gradients = Gradients.record()) {
            AdaptedNetwork.Outputs logProbs = network.logProbs(scope, packed, tokens.places(), tokens.targets(), 1);
            NDArray loss = logProbs.rows().mean().neg();
            loss.attach(scope);
            gradients.backward(loss);
            logProbs.backward().run();
            return loss.getFloat();
        }
    }
}
