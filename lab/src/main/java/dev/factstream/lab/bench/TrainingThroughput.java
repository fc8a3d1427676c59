package dev.factstream.lab.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.checkpoint.TextConfig;
import dev.factstream.model.engine.Gradients;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.lora.LoraSettings;
import dev.factstream.model.network.AdaptedNetwork;
import dev.factstream.model.network.PaddedBatch;
import dev.factstream.model.network.ResponseTokens;
import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.network.VisionLanguageModel;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * Measures the tokens per second of a forward and backward pass into a LoRA adapter of all linear layers. Immutable.
 *
 * @param batch sequences per pass
 * @param prompt prompt tokens per sequence, without loss
 * @param answer answer tokens per sequence, with loss
 * @param rank rank of the adapter
 */
public record TrainingThroughput(int batch, int prompt, int answer, int rank) {
    /** Runs one pass with an adapter that changes nothing yet, and returns the mean negative log-likelihood of the answers. */
    public float loss(VisionLanguageModel model) {
        try (NDManager scope = model.newScope();
                LoraAdapter adapter = adapter(model, scope);
                AdaptedNetwork network = AdaptedNetwork.of(model, adapter)) {
            return pass(model, network, rows(model));
        }
    }

    /**
     * Returns the median rate in tokens of prompts and answers.
     *
     * @param round receives the number and the rate of each round
     */
    public Rate measure(VisionLanguageModel model, RepeatedMeasurement measurement, BiConsumer<Integer, Rate> round) {
        TokenBatch rows = rows(model);
        try (NDManager scope = model.newScope();
                LoraAdapter adapter = adapter(model, scope);
                AdaptedNetwork network = AdaptedNetwork.of(model, adapter)) {
            return measurement.run(
                    (long) batch * (prompt + answer),
                    () -> {
                        Gradients.zero(adapter.tensors().values());
                        network.adapterChanged();
                        pass(model, network, rows);
                    },
                    round);
        }
    }

    /** Floating-point operations per token of prompts and answers, of which only answers need logits. */
    public double operationsPerToken(TextConfig text) {
        double answers = (double) answer / (prompt + answer);
        return 2 * (ForwardFlops.layers(text) + ForwardFlops.head(text) * answers);
    }

    private LoraAdapter adapter(VisionLanguageModel model, NDManager scope) {
        LoraAdapter adapter = LoraAdapter.initial(
                scope, model.config().text(), LoraSettings.of(rank, 2 * rank, LoraSettings.ALL_TARGETS), 1);
        adapter.requireGradients();
        return adapter;
    }

    private TokenBatch rows(VisionLanguageModel model) {
        return new TokenBatch(IntStream.range(0, batch)
                .mapToObj(row -> new TokenBatch.Row(
                        SyntheticTokens.row(model.config(), row, prompt + answer), Optional.empty(), prompt, answer))
                .toList());
    }

    /** Computes loss and gradients; returns the loss. */
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
