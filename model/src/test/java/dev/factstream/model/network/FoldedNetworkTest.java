package dev.factstream.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.ReferenceModel;
import dev.factstream.model.engine.Argument;
import dev.factstream.model.engine.Gradients;
import dev.factstream.model.engine.ScriptModule;
import dev.factstream.model.engine.ScriptSource;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.lora.LoraSettings;
import dev.factstream.model.prompt.EncodedPrompt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Against torch's own recording, on a model with biases and grouped keys and values. */
class FoldedNetworkTest {

    private static final String LOSS = "  def loss(self, rows: Tensor, weight: Tensor) -> Tensor:\n"
            + "    return torch.sum(torch.sin(rows) * weight)\n";

    private final VisionLanguageModel model = ReferenceModel.get();

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
    void everyMatrixOfTheAdapterGetsTheGradientThatTorchFinds() {
        compare(LoraSettings.ALL_TARGETS);
    }

    @Test
    void soItIsWhereOnlySomeLayersAreAdapted() {
        compare(List.of("k_proj", "v_proj", "up_proj"));
    }

    @Test
    void whatItReadsChangesWithTheAdapterAndOnlyThen() {
        try (NDManager scope = model.newScope();
                LoraAdapter adapter = adapter(scope, List.of("q_proj"));
                AdaptedNetwork folded = new FoldedNetwork(model, adapter)) {
            float[] before = rows(folded, scope);
            adapter.tensors().values().forEach(matrix -> matrix.muli(2));
            assertThat(rows(folded, scope)).isEqualTo(before);
            folded.adapterChanged();
            assertThat(rows(folded, scope)).isNotEqualTo(before);
        }
    }

    @Test
    void withoutAnAdapterItReadsTheBase() {
        try (NDManager scope = model.newScope();
                AdaptedNetwork folded = new FoldedNetwork(model, null);
                AdaptedNetwork recorded = new RecordedNetwork(model, null)) {
            assertThat(rows(folded, scope)).containsExactly(rows(recorded, scope), within(1e-4f));
        }
    }

    private void compare(List<String> targets) {
        try (NDManager scope = model.newScope();
                LoraAdapter adapter = adapter(scope, targets);
                AdaptedNetwork folded = new FoldedNetwork(model, adapter);
                AdaptedNetwork recorded = new RecordedNetwork(model, adapter)) {
            adapter.requireGradients();
            Map<String, float[]> expected = gradients(recorded, adapter, scope, 1);
            Map<String, float[]> twice = gradients(folded, adapter, scope, 2);
            expected.forEach((name, gradient) -> {
                float largest = 0;
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] *= 2; // two passes add up
                    largest = Math.max(largest, Math.abs(gradient[i]));
                }
                assertThat(largest).as(name).isPositive();
                assertThat(twice.get(name)).as(name).containsExactly(gradient, within(1e-4f * largest));
            });
            assertThat(rows(folded, scope)).containsExactly(rows(recorded, scope), within(1e-4f));
        }
    }

    private LoraAdapter adapter(NDManager scope, List<String> targets) {
        LoraAdapter adapter = LoraAdapter.initial(scope, model.config().text(), LoraSettings.of(2, 3, targets), 1);
        int[] seed = {0};
        adapter.pairs().values().forEach(pair -> {
            float[] b = new float[(int) pair.b().size()];
            for (int i = 0; i < b.length; i++) {
                b[i] = (float) Math.sin(++seed[0]) / 4;
            }
            pair.b().set(java.nio.FloatBuffer.wrap(b));
        });
        return adapter;
    }

    private float[] rows(AdaptedNetwork network, NDManager scope) {
        return network.states(scope, packed(), wanted(), false).rows().toFloatArray();
    }

    private Map<String, float[]> gradients(AdaptedNetwork network, LoraAdapter adapter, NDManager scope, int passes) {
        Gradients.zero(adapter.tensors().values());
        ScriptSource source = new ScriptSource(LOSS);
        try (ScriptModule script = ScriptModule.compile(source, scope.getDevice());
                Gradients gradients = Gradients.record()) {
            for (int pass = 0; pass < passes; pass++) {
                AdaptedNetwork.States states = network.states(scope, packed(), wanted(), true);
                float[] weight = new float[(int) states.rows().size()];
                for (int i = 0; i < weight.length; i++) {
                    weight[i] = (float) Math.cos(i);
                }
                NDArray loss = script.record(
                                scope,
                                "loss",
                                Argument.of(states.rows()),
                                Argument.of(scope.create(weight, states.rows().getShape())))
                        .singletonOrThrow();
                gradients.backward(loss);
                states.onward().run();
            }
        }
        Map<String, float[]> found = new LinkedHashMap<>();
        adapter.tensors()
                .forEach((name, array) ->
                        found.put(name, Gradients.of(scope, array).toFloatArray()));
        return found;
    }

    private PackedBatch packed() {
        return PackedBatch.of(batch(), model.config().image());
    }

    private static long[] wanted() {
        return ResponseTokens.of(batch()).places();
    }
}
