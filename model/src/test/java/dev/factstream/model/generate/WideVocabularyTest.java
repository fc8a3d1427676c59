package dev.factstream.model.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.TestResources;
import dev.factstream.model.checkpoint.LlavaConfig;
import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.prompt.EncodedPrompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sampling from a vocabulary in blocks, of which the last is only partly filled. */
class WideVocabularyTest {
    private static final int VOCABULARY = 1100;
    private static final String CONFIG = """
            {"model_type": "llama", "vocab_size": 1100, "hidden_size": 16, "intermediate_size": 24, "num_hidden_layers": 1,
             "num_attention_heads": 2, "num_key_value_heads": 1, "head_dim": 8, "max_position_embeddings": 32,
             "rms_norm_eps": 1e-5, "hidden_act": "silu", "rope_theta": 10000.0, "tie_word_embeddings": false}
            """;
    private static final EncodedPrompt PROMPT = new EncodedPrompt(new int[] {1, 60, 61}, Optional.empty());

    @TempDir
    private static Path folder;

    private static VisionLanguageModel model;
    private static double[] probabilities;

    @BeforeAll
    static void initialise() throws IOException {
        Files.writeString(folder.resolve("config.json"), CONFIG);
        model = VisionLanguageModel.initialise(
                folder, LlavaConfig.read(folder), TestResources.BIASED_LLAVA, 1, Device.cpu());
        try (NDManager scope = model.newScope()) {
            TokenBatch batch = new TokenBatch(List.of(TokenBatch.Row.of(PROMPT.ids(), Optional.empty())));
            float[] logits = model.logits(scope, model.hiddenStates(scope, batch, null, false), false)
                    .get("0,-1")
                    .mul(30) // random weights give nearly uniform logits; at 1 / 30 of the temperature they do not
                    .softmax(-1)
                    .toFloatArray();
            probabilities =
                    IntStream.range(0, VOCABULARY).mapToDouble(v -> logits[v]).toArray();
        }
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void drawsFollowTheDistributionAndReportIt() {
        double entropy = Arrays.stream(probabilities).map(p -> -p * Math.log(p)).sum();
        double[] counts = new double[VOCABULARY];
        List<Generation> drawn = generate(1, 0, 2000);
        for (Generation generation : drawn) {
            int token = generation.tokens()[0];
            counts[token]++;
            assertThat((double) generation.logProbs()[0]).isCloseTo(Math.log(probabilities[token]), within(1e-4));
            assertThat((double) generation.meanEntropy()).isCloseTo(entropy, within(1e-4));
        }
        for (int v = 0; v < VOCABULARY; v++) {
            double expected = drawn.size() * probabilities[v];
            assertThat(Math.abs(counts[v] - expected))
                    .as("token %d", v)
                    .isLessThanOrEqualTo(6 * Math.sqrt(expected) + 1); // six standard deviations; seeds are fixed
        }
    }

    @Test
    void theMostProbableTokensAreFoundInEveryBlock() {
        int[] ranked = IntStream.range(0, VOCABULARY)
                .boxed()
                .sorted((a, b) -> Double.compare(probabilities[b], probabilities[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        double kept = IntStream.range(0, 5)
                .mapToDouble(rank -> probabilities[ranked[rank]])
                .sum();

        for (Generation generation : generate(1, 5, 100)) {
            int token = generation.tokens()[0];
            assertThat(Arrays.copyOf(ranked, 5)).contains(token);
            assertThat((double) generation.logProbs()[0])
                    .isCloseTo(Math.log(probabilities[token] / kept), within(1e-4));
        }
        assertThat(generate(0, 0, 1).get(0).tokens()).containsExactly(ranked[0]);
    }

    @Test
    void samplingWorksWithLogitsWhoseExponentialsOverflow() {
        float sharpness = 100_000;
        try (NDManager scope = model.newScope()) {
            TokenBatch batch = new TokenBatch(List.of(TokenBatch.Row.of(PROMPT.ids(), Optional.empty())));
            NDArray logits = model.logits(scope, model.hiddenStates(scope, batch, null, false), false)
                    .get("0,-1")
                    .mul(sharpness);
            assertThat(logits.max().getFloat()).isGreaterThan(100); // exp(89) overflows a float
            float[] logProbs = logits.logSoftmax(-1).toFloatArray();

            for (Generation generation : generate(30 / sharpness, 0, 20)) {
                assertThat(generation.logProbs()[0]).isFinite();
                assertThat((double) generation.logProbs()[0])
                        .isCloseTo(logProbs[generation.tokens()[0]], within(1e-2)); // of logits above 100 in fp32
            }
        }
    }

    /** Returns first tokens, at {@code temperature} / 30. */
    private static List<Generation> generate(float temperature, int topK, int count) {
        List<GenerationRequest> requests = new ArrayList<>();
        for (int seed = 0; seed < count; seed++) {
            requests.add(new GenerationRequest(PROMPT, new SamplingOptions(temperature / 30, 1, topK, 1, seed)));
        }
        try (Generator generator = new Generator(model, 500, Set.of())) {
            return generator.generate(requests);
        }
    }
}
