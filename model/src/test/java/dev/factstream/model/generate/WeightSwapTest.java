package dev.factstream.model.generate;

import static dev.factstream.model.ReferenceModel.request;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.factstream.model.ReferenceModel;
import dev.factstream.model.TestResources;
import dev.factstream.model.checkpoint.TextConfig;
import dev.factstream.model.engine.ScriptArgument;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.lora.PeftFolder;
import dev.factstream.model.network.FoldedWeights;
import dev.factstream.model.network.PaddedBatch;
import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.network.VisionLanguageModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Replaces weights in mid-sequence: every log-probability is that of the weights that drew its token. */
class WeightSwapTest {

    private static final float TEMPERATURE = 0.8f;
    private static final double TOLERANCE = 1e-4;

    private final VisionLanguageModel model = ReferenceModel.get();
    private final NDManager scope = model.newScope();
    private final LoraAdapter adapter =
            PeftFolder.read(TestResources.BIASED_LLAVA.resolve("adapter"), model.config(), scope);
    private final List<RunningSequence> sequences = new ArrayList<>();
    private final List<Integer> drawnBefore = new ArrayList<>();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void withRebuiltCachesEachTokenIsDrawnAsIfItsVersionHadReadEverything() {
        generateWithASwap(DecoderLimits.slots(8), true);

        for (int i = 0; i < sequences.size(); i++) {
            float[] recorded = sequences.get(i).generation().logProbs();
            float[] base = evaluated(sequences.get(i), null);
            float[] adapted = evaluated(sequences.get(i), adapter);
            for (int t = 0; t < recorded.length; t++) {
                float expected = t < drawnBefore.get(i) ? base[t] : adapted[t];
                assertThat(Math.abs(recorded[t] - expected))
                        .as("token %d of %d", t, i)
                        .isLessThan((float) TOLERANCE);
            }
            assertThat(difference(base, adapted)).isGreaterThan(100 * TOLERANCE);
        }
    }

    @Test
    void cachesRebuiltInSeveralPartsAreTheSame() {
        generateWithASwap(DecoderLimits.slots(8), true);
        List<float[]> inOneGo = sequences.stream()
                .map(sequence -> sequence.generation().logProbs())
                .toList();
        sequences.clear();
        generateWithASwap(new DecoderLimits(8, 8 * 128, 100, 1 << 20), true);

        for (int i = 0; i < inOneGo.size(); i++) {
            assertThat(difference(inOneGo.get(i), sequences.get(i).generation().logProbs()))
                    .isLessThan(1e-5);
        }
    }

    @Test
    void withKeptCachesEachTokenIsDrawnFromWhatBothVersionsHaveRead() {
        generateWithASwap(DecoderLimits.slots(8), false);

        double fromFresh = 0;
        for (int i = 0; i < sequences.size(); i++) {
            float[] recorded = sequences.get(i).generation().logProbs();
            assertThat(difference(recorded, replayed(sequences.get(i), drawnBefore.get(i))))
                    .isLessThan(TOLERANCE);
            float[] fresh = evaluated(sequences.get(i), adapter);
            int before = drawnBefore.get(i);
            fromFresh = Math.max(
                    fromFresh,
                    difference(
                            Arrays.copyOfRange(recorded, before, recorded.length),
                            Arrays.copyOfRange(fresh, before, fresh.length)));
        }
        assertThat(fromFresh).as("mixed caches differ from rebuilt ones").isGreaterThan(10 * TOLERANCE);
    }

    /** Generates three sequences of different lengths, one started later; the weights change at different positions of them. */
    private void generateWithASwap(DecoderLimits limits, boolean rebuild) {
        try (Decoder decoder = new Decoder(model, limits, Set.of())) {
            sequences.addAll(decoder.admit(List.of(request("Swap?", 0, TEMPERATURE, 5))));
            sequences.addAll(decoder.admit(List.of(request("Another, longer one?", 1, TEMPERATURE, 3))));
            decoder.step();
            decoder.step();
            sequences.addAll(decoder.admit(List.of(request("Late?", 1, TEMPERATURE, 9))));
            decoder.step();
            drawnBefore.clear();
            sequences.forEach(sequence -> drawnBefore.add(sequence.length()));
            decoder.useWeights(new FoldedWeights(model, adapter), rebuild);
            while (!decoder.running().isEmpty()) {
                decoder.step();
            }
        }
        assertThat(drawnBefore).containsExactly(4, 4, 2);
    }

    private float[] evaluated(RunningSequence sequence, LoraAdapter used) {
        var prompt = sequence.request().prompt();
        TokenBatch batch = new TokenBatch(
                List.of(TokenBatch.Row.of(prompt.ids(), sequence.generation().tokens(), prompt.pixels())));
        NDArray hidden = model.hiddenStates(scope, batch, used, false);
        return model.tokenStatistics(scope, hidden, batch, TEMPERATURE, false)
                .logProbs()
                .toFloatArray();
    }

    /** The old weights process the prompt and all their tokens but the last; the new weights continue from there. */
    private float[] replayed(RunningSequence sequence, int before) {
        int[] tokens = sequence.generation().tokens();
        float[] logProbs = Arrays.copyOf(evaluated(sequence, null), tokens.length);
        int[] prompt = sequence.request().prompt().ids();
        int[] read = Arrays.copyOf(prompt, prompt.length + before - 1);
        System.arraycopy(tokens, 0, read, prompt.length, before - 1);
        List<NDArray> caches = caches(prompt.length + tokens.length);
        try (FoldedWeights old = new FoldedWeights(model, null);
                FoldedWeights next = new FoldedWeights(model, adapter)) {
            prefill(sequence, read, caches, old);
            for (int t = before; t < tokens.length; t++) {
                NDArray hidden = infer(
                        "feed",
                        ScriptArgument.of(scope.create(new long[] {tokens[t - 1]})),
                        ScriptArgument.of(scope.create(new long[] {prompt.length + t - 1})),
                        ScriptArgument.of(scope.create(0L)),
                        ScriptArgument.of(caches),
                        ScriptArgument.of(next.tensors()));
                logProbs[t] = hidden.matMul(model.head().transpose())
                        .div(TEMPERATURE)
                        .logSoftmax(-1)
                        .toFloatArray()[tokens[t]];
            }
        }
        return logProbs;
    }

    private void prefill(RunningSequence sequence, int[] read, List<NDArray> caches, FoldedWeights weights) {
        PaddedBatch packed = PaddedBatch.of(
                List.of(read),
                List.of(sequence.request().prompt().pixels()),
                model.config().image());
        infer(
                "prefill",
                ScriptArgument.of(scope.create(packed.ids(), new Shape(1, packed.length()))),
                ScriptArgument.of(model.imageFeatures(scope, model.pixels(scope, packed.images()), false)),
                ScriptArgument.of(scope.create(packed.places())),
                ScriptArgument.of(scope.create(packed.sources())),
                ScriptArgument.of(scope.create(new long[] {read.length - 1})),
                ScriptArgument.of(scope.create(0L)),
                ScriptArgument.of(caches),
                ScriptArgument.of(weights.tensors()));
    }

    private List<NDArray> caches(int length) {
        TextConfig text = model.config().text();
        List<NDArray> caches = new ArrayList<>();
        for (int layer = 0; layer < text.layers(); layer++) {
            caches.add(scope.zeros(new Shape(2, 1, text.kvHeads(), length, text.headDim())));
        }
        return caches;
    }

    private NDArray infer(String method, ScriptArgument... arguments) {
        return model.script().infer(scope, method, arguments).singletonOrThrow();
    }

    private static double difference(float[] a, float[] b) {
        assertThat(a).hasSameSizeAs(b);
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }
}
