package dev.factstream.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.ReferenceModel;
import dev.factstream.model.TestResources;
import dev.factstream.model.engine.Gradients;
import dev.factstream.model.engine.ScriptArgument;
import dev.factstream.model.engine.ScriptModule;
import dev.factstream.model.engine.ScriptSource;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.lora.LoraSettings;
import dev.factstream.model.prompt.EncodedPrompt;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares with torch's autograd, on a model with biases and grouped keys and values. */
class FoldedNetworkTest {

    private static final String LOSS = "  def loss(self, rows: Tensor, weight: Tensor) -> Tensor:\n"
            + "    return torch.sum(torch.sin(rows) * weight)\n";

    @TempDir
    Path folder;

    private static TokenBatch batch() {
        List<TokenBatch.Row> rows = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            EncodedPrompt prompt = ReferenceModel.prompt("How many" + "!".repeat(3 * i), i % 2);
            rows.add(TokenBatch.Row.of(prompt.ids(), new int[] {70, 71, 72 + i, 2}, prompt.pixels()));
        }
        rows.add(TokenBatch.Row.of(new int[] {1, 9}, new int[] {70}, Optional.empty()));
        return new TokenBatch(rows);
    }

    @Test
    void everyMatrixOfTheAdapterGetsTheSameGradientAsFromTorch() {
        compare(ReferenceModel.get(), batch(), LoraSettings.ALL_TARGETS);
    }

    @Test
    void gradientsAreEqualIfOnlySomeLayersAreAdapted() {
        compare(ReferenceModel.get(), batch(), List.of("k_proj", "v_proj", "up_proj"));
    }

    @Test
    void gradientsAreEqualWithGroupedKeysAndLongSequences() throws IOException {
        try (Stream<Path> files = Files.list(TestResources.PLAIN_LLAMA)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Path config = folder.resolve("config.json");
        Files.writeString(config, Files.readString(config).replaceFirst("(max_position_embeddings\": )\\d+", "$1512"));
        try (VisionLanguageModel plain = VisionLanguageModel.load(folder, Device.cpu())) {
            for (int length : new int[] {9, 300}) {
                int[] ids = IntStream.range(0, length).map(i -> 1 + i % 40).toArray();
                TokenBatch.Row row = new TokenBatch.Row(ids, Optional.empty(), 3, length - 3);
                TokenBatch.Row shorter = new TokenBatch.Row(new int[] {1, 5, 9, 4}, Optional.empty(), 2, 2);
                compare(plain, new TokenBatch(List.of(row, shorter)), LoraSettings.ALL_TARGETS);
            }
        }
    }

    @Test
    void anAdapterUpdateTakesEffectWithAdapterChanged() {
        VisionLanguageModel model = ReferenceModel.get();
        try (NDManager scope = model.newScope();
                LoraAdapter adapter = adapter(model, List.of("q_proj"));
                AdaptedNetwork folded = new FoldedNetwork(model, adapter, StoredActivations.EVERYTHING)) {
            Passes passes = new Passes(model, batch(), scope);
            float[] before = passes.rows(folded);
            adapter.tensors().values().forEach(matrix -> matrix.muli(2));
            assertThat(passes.rows(folded)).isEqualTo(before);
            folded.adapterChanged();
            assertThat(passes.rows(folded)).isNotEqualTo(before);
        }
    }

    @Test
    void withoutAnAdapterItComputesTheBase() {
        VisionLanguageModel model = ReferenceModel.get();
        try (NDManager scope = model.newScope();
                AdaptedNetwork folded = new FoldedNetwork(model, null, StoredActivations.EVERYTHING);
                AdaptedNetwork recorded = new AutogradNetwork(model, null)) {
            Passes passes = new Passes(model, batch(), scope);
            assertThat(passes.rows(folded)).containsExactly(passes.rows(recorded), within(1e-4f));
        }
    }

    @Test
    void recomputingLayersInTheBackwardPassGivesTheSameGradients() {
        VisionLanguageModel model = ReferenceModel.get();
        try (NDManager scope = model.newScope();
                LoraAdapter adapter = adapter(model, LoraSettings.ALL_TARGETS);
                AdaptedNetwork everything = new FoldedNetwork(model, adapter, StoredActivations.EVERYTHING);
                AdaptedNetwork inputs = new FoldedNetwork(model, adapter, StoredActivations.INPUTS)) {
            adapter.requireGradients();
            Passes passes = new Passes(model, batch(), scope);
            for (boolean logProbs : new boolean[] {false, true}) {
                Map<String, float[]> expected = passes.gradients(everything, adapter, 1, logProbs);
                Map<String, float[]> again = passes.gradients(inputs, adapter, 1, logProbs);
                assertThat(expected).hasSize(adapter.tensors().size());
                expected.forEach((name, gradient) ->
                        assertThat(again.get(name)).as(name).containsExactly(gradient, within(1e-6f)));
            }
        }
    }

    private static void compare(VisionLanguageModel model, TokenBatch batch, List<String> targets) {
        try (NDManager scope = model.newScope();
                LoraAdapter adapter = adapter(model, targets);
                AdaptedNetwork folded = new FoldedNetwork(model, adapter, StoredActivations.EVERYTHING);
                AdaptedNetwork recorded = new AutogradNetwork(model, adapter)) {
            adapter.requireGradients();
            Passes passes = new Passes(model, batch, scope);
            assertThat(passes.rows(folded)).containsExactly(passes.rows(recorded), within(1e-4f));
            for (boolean logProbs : new boolean[] {false, true}) {
                Map<String, float[]> expected = passes.gradients(recorded, adapter, 1, logProbs);
                Map<String, float[]> twice = passes.gradients(folded, adapter, 2, logProbs);
                expected.forEach((name, gradient) -> {
                    float largest = 0;
                    for (int i = 0; i < gradient.length; i++) {
                        gradient[i] *= 2; // two passes add up
                        largest = Math.max(largest, Math.abs(gradient[i]));
                    }
                    assertThat(largest).as(name).isPositive();
                    assertThat(twice.get(name)).as(name).containsExactly(gradient, within(2e-4f * largest));
                });
            }
        }
    }

    /** Returns an adapter that changes the outputs. */
    private static LoraAdapter adapter(VisionLanguageModel model, List<String> targets) {
        LoraAdapter adapter =
                LoraAdapter.initial(model.newScope(), model.config().text(), LoraSettings.of(2, 3, targets), 1);
        int seed = 0;
        for (LoraAdapter.Pair pair : adapter.pairs().values()) {
            float[] b = new float[(int) pair.b().size()];
            for (int i = 0; i < b.length; i++) {
                b[i] = (float) Math.sin(++seed) / 4;
            }
            pair.b().set(FloatBuffer.wrap(b));
        }
        return adapter;
    }

    /** Runs forward and backward passes of one batch. */
    private record Passes(VisionLanguageModel model, TokenBatch batch, NDManager scope) {

        float[] rows(AdaptedNetwork network) {
            return hiddenStates(network, false).rows().toFloatArray();
        }

        Map<String, float[]> gradients(AdaptedNetwork network, LoraAdapter adapter, int times, boolean logProbs) {
            Gradients.zero(adapter.tensors().values());
            try (ScriptModule script = ScriptModule.compile(new ScriptSource(LOSS), scope.getDevice());
                    Gradients gradients = Gradients.record()) {
                for (int i = 0; i < times; i++) {
                    AdaptedNetwork.Outputs outputs = logProbs ? logProbs(network) : hiddenStates(network, true);
                    float[] weight = new float[(int) outputs.rows().size()];
                    for (int j = 0; j < weight.length; j++) {
                        weight[j] = (float) Math.cos(j);
                    }
                    ScriptArgument weights = ScriptArgument.of(
                            scope.create(weight, outputs.rows().getShape()));
                    gradients.backward(script.record(scope, "loss", ScriptArgument.of(outputs.rows()), weights)
                            .singletonOrThrow());
                    outputs.backward().run();
                }
            }
            Map<String, float[]> found = new LinkedHashMap<>();
            adapter.tensors()
                    .forEach((name, array) ->
                            found.put(name, Gradients.of(scope, array).toFloatArray()));
            return found;
        }

        private AdaptedNetwork.Outputs hiddenStates(AdaptedNetwork network, boolean gradients) {
            return network.hiddenStates(
                    scope, packed(), ResponseTokens.of(batch).places(), gradients);
        }

        private AdaptedNetwork.Outputs logProbs(AdaptedNetwork network) {
            ResponseTokens tokens = ResponseTokens.of(batch);
            return network.logProbs(scope, packed(), tokens.places(), tokens.targets(), 0.7f);
        }

        private PaddedBatch packed() {
            return PaddedBatch.of(batch, model.config().image());
        }
    }
}
