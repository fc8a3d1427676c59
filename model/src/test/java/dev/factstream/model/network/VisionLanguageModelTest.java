package dev.factstream.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.ReferenceModel;
import dev.factstream.model.TestResources;
import dev.factstream.model.engine.Gradients;
import dev.factstream.model.engine.ScriptArgument;
import dev.factstream.model.engine.ScriptModule;
import dev.factstream.model.engine.ScriptSource;
import dev.factstream.model.generate.Generator;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.lora.LoraSettings;
import dev.factstream.model.prompt.EncodedPrompt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisionLanguageModelTest {

    private static final int[] ANSWER = {70, 71, 72, 2};

    @TempDir
    Path folder;

    private static TokenBatch batch() {
        List<TokenBatch.Row> rows = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            EncodedPrompt prompt = ReferenceModel.prompt("How many" + "!".repeat(i), i % 2);
            rows.add(TokenBatch.Row.of(prompt.ids(), ANSWER, prompt.pixels()));
        }
        rows.add(TokenBatch.Row.of(new int[] {1, 9}, new int[] {70}, Optional.empty()));
        return new TokenBatch(rows);
    }

    @Test
    void aRowDoesNotDependOnThePaddingCausedByOtherRows() {
        VisionLanguageModel model = ReferenceModel.get();
        try (NDManager scope = model.newScope()) {
            float[] together = logProbs(model, scope, batch());
            for (int b = 0; b < batch().rows().size(); b++) {
                float[] alone = logProbs(
                        model, scope, new TokenBatch(List.of(batch().rows().get(b))));
                for (int i = 0; i < alone.length; i++) {
                    assertThat(together[b * ANSWER.length + i]).isCloseTo(alone[i], within(1e-5f));
                }
            }
            assertThat(together[together.length - 1])
                    .as("after the shorter response")
                    .isZero();
        }
    }

    @Test
    void fullTrainingGivesEveryUsedWeightItsGradient() {
        try (VisionLanguageModel model = VisionLanguageModel.load(TestResources.BIASED_LLAVA, Device.cpu());
                NDManager scope = model.newScope();
                Gradients gradients = Gradients.record()) {
            model.weights().values().forEach(weight -> weight.setRequiresGradient(true));
            NDArray hidden = model.hiddenStates(scope, batch(), null, true);
            NDArray loss = model.tokenStatistics(scope, hidden, batch(), 1, true)
                    .logProbs()
                    .sum()
                    .neg();
            gradients.backward(loss);

            model.weights().forEach((name, weight) -> {
                // LLaVA does not use the norm of the class token's last state
                boolean unused = name.contains("post_layernorm");
                double size = Gradients.of(scope, weight).abs().sum().getFloat();
                assertThat(size > 0).as(name).isEqualTo(!unused);
            });
            assertSlope(model, scope, "vision_tower.embeddings.patch_embedding.weight");
            assertSlope(model, scope, "multi_modal_projector.linear_1.weight");
            assertSlope(model, scope, "language_model.embed_tokens.weight");
        }
    }

    /** Compares the gradient with a central difference along its direction. */
    private static void assertSlope(VisionLanguageModel model, NDManager scope, String name) {
        NDArray weight = model.weights().get(name);
        double expected;
        double slope;
        try (Gradients paused = Gradients.pause()) {
            NDArray gradient = Gradients.of(scope, weight);
            NDArray direction = gradient.div(gradient.norm());
            expected = gradient.norm().getFloat();
            float step = 1e-2f;
            weight.addi(direction.mul(step));
            double up = -sum(logProbs(model, scope, batch()));
            weight.subi(direction.mul(2 * step));
            double down = -sum(logProbs(model, scope, batch()));
            weight.addi(direction.mul(step));
            slope = (up - down) / (2 * step);
        }
        assertThat(slope).as(name).isCloseTo(expected, withinPercentage(2));
    }

    @Test
    void anAdapterTrainsWithTheLossOfTheCallerWhileTheBaseIsFrozen() {
        VisionLanguageModel model = ReferenceModel.get();
        ScriptSource source = new ScriptSource(
                "  def value(self, hidden: Tensor, head: Tensor) -> Tensor:\n    return torch.mean(torch.linear(hidden, head) ** 2)\n");
        try (NDManager scope = model.newScope();
                ScriptModule script = ScriptModule.compile(source, Device.cpu());
                LoraAdapter adapter = LoraAdapter.initial(
                        scope, model.config().text(), LoraSettings.of(2, 4, LoraSettings.ALL_TARGETS), 1)) {
            String hash = model.baseHash();
            adapter.requireGradients();
            NDArray head = scope.ones(new ai.djl.ndarray.types.Shape(1, 32));
            head.setRequiresGradient(true);
            double first = 0;
            double last = 0;
            for (int step = 0; step < 5; step++) {
                Gradients.zero(adapter.tensors().values());
                try (NDManager inner = scope.newSubManager();
                        Gradients gradients = Gradients.record()) {
                    NDArray hidden = model.hiddenStates(inner, batch(), adapter, true);
                    NDArray loss = script.record(inner, "value", ScriptArgument.of(hidden), ScriptArgument.of(head))
                            .singletonOrThrow();
                    gradients.backward(loss);
                    last = loss.getFloat();
                    first = step == 0 ? last : first;
                    try (Gradients paused = Gradients.pause()) {
                        adapter.tensors()
                                .values()
                                .forEach(t -> t.subi(Gradients.of(inner, t).mul(0.05f)));
                    }
                }
            }
            assertThat(last).isLessThan(first);
            assertThat(Gradients.of(scope, head).abs().sum().getFloat()).isPositive();
            assertThat(model.baseHash()).isEqualTo(hash);
        }
    }

    @Test
    void otherThreadsGenerateWhileOneTrains() throws Exception {
        VisionLanguageModel model = ReferenceModel.get();
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<int[]> generating = CompletableFuture.supplyAsync(() -> {
            int[] tokens = null;
            try (Generator generator = new Generator(model, 4, java.util.Set.of())) {
                while (!stop.get()) {
                    int[] next = generator
                            .generate(List.of(ReferenceModel.request("Busy?", 0, 1, 8)))
                            .get(0)
                            .tokens();
                    assertThat(tokens == null ? next : tokens).isEqualTo(next);
                    tokens = next;
                }
            }
            return tokens;
        });
        try (NDManager scope = model.newScope();
                LoraAdapter adapter = LoraAdapter.initial(
                        scope, model.config().text(), LoraSettings.of(2, 4, List.of("q_proj")), 1)) {
            adapter.requireGradients();
            for (int i = 0; i < 30; i++) {
                try (NDManager inner = scope.newSubManager();
                        Gradients gradients = Gradients.record()) {
                    NDArray hidden = model.hiddenStates(inner, batch(), adapter, true);
                    gradients.backward(model.tokenStatistics(inner, hidden, batch(), 1, true)
                            .logProbs()
                            .sum());
                }
            }
        } finally {
            stop.set(true);
        }
        assertThat(generating.get()).isNotNull();
    }

    @Test
    void resultsWithoutGradientsAreConstantsOfALaterGraph() {
        VisionLanguageModel model = ReferenceModel.get();
        try (NDManager scope = model.newScope();
                Gradients gradients = Gradients.record()) {
            NDArray constant = model.hiddenStates(scope, batch(), null, false);
            NDArray factor = scope.ones(constant.getShape());
            factor.setRequiresGradient(true);

            gradients.backward(factor.mul(constant).sum()); // saves the constant for its backward pass

            assertThat(Gradients.of(scope, factor)).isEqualTo(constant);
        }
    }

    @Test
    void aCallLeavesOnlyItsResultsInMemory() {
        VisionLanguageModel model = ReferenceModel.get();
        try (NDManager scope = model.newScope()) {
            NDManager parent = scope.getParentManager();
            int before = parent.getManagedArrays().size();
            NDArray hidden = model.hiddenStates(scope, batch(), null, false);
            TokenStatistics statistics = model.tokenStatistics(scope, hidden, batch(), 1, false);
            assertThat(scope.getManagedArrays())
                    .containsExactlyInAnyOrder(hidden, statistics.logProbs(), statistics.entropies());
            try (NDManager step = scope.newSubManager()) {
                model.hiddenStates(step, batch(), null, true);
            }
            assertThat(parent.getManagedArrays()).hasSize(before + 3);
        }
    }

    @Test
    void aModelMadeFromAConfigurationIsSavedAndLoadedUnchanged() {
        var config = ReferenceModel.get().config();
        try (VisionLanguageModel made = VisionLanguageModel.initialise(
                        folder.resolve("made"), config, TestResources.BIASED_LLAVA, 5, Device.cpu());
                VisionLanguageModel again = VisionLanguageModel.initialise(
                        folder.resolve("again"), config, TestResources.BIASED_LLAVA, 5, Device.cpu())) {
            assertThat(made.config()).isEqualTo(config);
            assertThat(made.stopTokens()).containsExactly(2);
            assertThat(again.baseHash()).isEqualTo(made.baseHash());
            made.save(folder.resolve("saved"));
            try (VisionLanguageModel loaded = VisionLanguageModel.load(folder.resolve("saved"), Device.cpu())) {
                assertThat(loaded.baseHash()).isEqualTo(made.baseHash());
                assertThat(loaded.imageProcessor()).isPresent();
            }
        }
    }

    @Test
    void anImageNeedsAllItsTokens() {
        VisionLanguageModel model = ReferenceModel.get();
        TokenBatch wrong =
                new TokenBatch(List.of(TokenBatch.Row.of(new int[] {1, 3, 3}, Optional.of(new float[3 * 24 * 24]))));
        try (NDManager scope = model.newScope()) {
            assertThatThrownBy(() -> model.hiddenStates(scope, wrong, null, false))
                    .hasMessageContaining("2 image tokens, but its image has 10 features");
        }
    }

    @Test
    void anImageTokenInAnAnswerIsAnOrdinaryToken() {
        VisionLanguageModel model = ReferenceModel.get();
        EncodedPrompt prompt = ReferenceModel.prompt("What?", 0);
        TokenBatch batch =
                new TokenBatch(List.of(TokenBatch.Row.of(prompt.ids(), new int[] {70, 3, 71}, prompt.pixels())));
        try (NDManager scope = model.newScope()) {
            assertThat(logProbs(model, scope, batch)).hasSize(3).doesNotContain(Float.NaN);
        }
    }

    private static float[] logProbs(VisionLanguageModel model, NDManager scope, TokenBatch batch) {
        NDArray hidden = model.hiddenStates(scope, batch, null, false);
        return model.tokenStatistics(scope, hidden, batch, 1, false).logProbs().toFloatArray();
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }
}
