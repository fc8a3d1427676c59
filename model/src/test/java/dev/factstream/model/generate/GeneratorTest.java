package dev.factstream.model.generate;

import static dev.factstream.model.ReferenceModel.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.factstream.model.ReferenceModel;
import dev.factstream.model.TestResources;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.lora.PeftFolder;
import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.network.TokenStatistics;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.prompt.EncodedPrompt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GeneratorTest {

    private static final int SEQUENCES = 7;

    private final VisionLanguageModel model = ReferenceModel.get();
    private final NDManager scope = model.newScope();
    private final LoraAdapter adapter =
            PeftFolder.read(TestResources.BIASED_LLAVA.resolve("adapter"), model.config(), scope);

    @AfterEach
    void close() {
        scope.close();
    }

    /** Prompts of different lengths, two images, one without an image. */
    private static List<GenerationRequest> requests(float temperature) {
        List<GenerationRequest> requests = new ArrayList<>();
        for (int i = 0; i < SEQUENCES; i++) {
            requests.add(request("What" + "?".repeat(i), i % 2, temperature, 40 + i));
        }
        SamplingOptions options = new SamplingOptions(temperature, 1, 0, 5, 99);
        requests.add(new GenerationRequest(new EncodedPrompt(new int[] {1, 60, 61}, Optional.empty()), options));
        return requests;
    }

    @Test
    void logProbabilitiesAndEntropiesAreThoseThatTheNetworkReportsForWholeSequences() {
        float temperature = 0.7f;
        try (Generator generator = new Generator(model, 32, Set.of())) {
            for (LoraAdapter used : new LoraAdapter[] {null, adapter}) {
                generator.useAdapter(used);
                List<Generation> generations = generator.generate(requests(temperature));
                TokenBatch batch = batch(requests(temperature), generations);
                TokenStatistics expected = model.tokenStatistics(
                        scope, model.hiddenStates(scope, batch, used, false), batch, temperature, false);

                for (int b = 0; b < generations.size(); b++) {
                    Generation generation = generations.get(b);
                    float[] logProbs = expected.logProbs().get(b).toFloatArray();
                    double entropy = expected.entropies().get(b).sum().getFloat() / generation.tokens().length;
                    for (int t = 0; t < generation.tokens().length; t++) {
                        assertThat(generation.logProbs()[t]).isCloseTo(logProbs[t], within(1e-5f));
                    }
                    assertThat((double) generation.meanEntropy()).isCloseTo(entropy, within(1e-5));
                }
            }
        }
    }

    @Test
    void aSequenceDoesNotDependOnOtherSequencesOrOnTheNumberOfSlots() {
        List<Generation> together = generate(requests(1), 32);
        List<Generation> twoAtATime = generate(requests(1), 2);
        for (int i = 0; i < together.size(); i++) {
            Generation alone = generate(List.of(requests(1).get(i)), 1).get(0);
            assertThat(together.get(i).tokens()).isEqualTo(alone.tokens());
            assertThat(twoAtATime.get(i).tokens()).isEqualTo(alone.tokens());
            assertThat(together.get(i).logProbs()).containsExactly(alone.logProbs(), within(1e-5f));
        }
    }

    @Test
    void severalStepsInOneCallDrawTheSameTokensAsSingleSteps() {
        Set<Integer> stops = Set.of(40, 41, 42, 43, 44, 45, 46, 47, 48, 49);
        List<Generation> single = new ArrayList<>();
        try (Decoder decoder = new Decoder(model, DecoderLimits.slots(32), stops)) {
            List<RunningSequence> sequences = decoder.admit(requests(1));
            while (!decoder.running().isEmpty()) {
                decoder.step();
            }
            sequences.forEach(sequence -> single.add(sequence.generation()));
        }
        assertThat(single).anyMatch(Generation::stopped).anyMatch(one -> !one.stopped());
        try (Generator generator = new Generator(model, 32, stops)) {
            List<Generation> several = generator.generate(requests(1));
            for (int i = 0; i < single.size(); i++) {
                assertThat(several.get(i).tokens()).isEqualTo(single.get(i).tokens());
                assertThat(several.get(i).logProbs())
                        .containsExactly(single.get(i).logProbs(), within(1e-5f));
            }
        }
    }

    @Test
    void theSeedDecidesTheSequence() {
        List<Generation> first =
                generate(List.of(request("Why?", 0, 1, 1), request("Why?", 0, 1, 1), request("Why?", 0, 1, 2)), 8);

        assertThat(first.get(0).tokens()).isEqualTo(first.get(1).tokens());
        assertThat(first.get(0).tokens()).isNotEqualTo(first.get(2).tokens());
    }

    @Test
    void aStopTokenEndsASequenceAndIsIncluded() {
        Generation free = generate(List.of(request("Why?", 0, 1, 5)), 1).get(0);
        int stop = free.tokens()[4];
        int first = Arrays.stream(free.tokens()).boxed().toList().indexOf(stop);
        try (Generator generator = new Generator(model, 1, Set.of(stop))) {
            Generation stopped =
                    generator.generate(List.of(request("Why?", 0, 1, 5))).get(0);

            assertThat(stopped.stopped()).isTrue();
            assertThat(free.stopped()).isFalse();
            assertThat(stopped.tokens()).isEqualTo(Arrays.copyOf(free.tokens(), first + 1));
        }
    }

    @Test
    void drawsFollowTheDistributionTheyReport() {
        // 4,000 first tokens of one prompt: the frequency of each token against its reported probability
        int n = 4000;
        EncodedPrompt prompt = ReferenceModel.prompt("Which?", 1);
        double[] counts = new double[262];
        double[] probabilities = new double[262];
        try (Generator generator = new Generator(model, 1000, Set.of())) {
            List<GenerationRequest> requests = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                requests.add(new GenerationRequest(prompt, new SamplingOptions(1.3f, 1, 0, 1, i)));
            }
            for (Generation generation : generator.generate(requests)) {
                counts[generation.tokens()[0]]++;
                probabilities[generation.tokens()[0]] = Math.exp(generation.logProbs()[0]);
            }
        }
        for (int v = 0; v < counts.length; v++) {
            double p = probabilities[v];
            assertThat(Math.abs(counts[v] - n * p))
                    .as("token %d, probability %.4f", v, p)
                    .isLessThanOrEqualTo(
                            6 * Math.sqrt(n * p * (1 - p)) + 1); // six standard deviations; seeds are fixed
        }
    }

    @Test
    void truncationDrawsOnlyFromTheTopTokensAndRenormalises() {
        EncodedPrompt prompt = ReferenceModel.prompt("Which?", 1);
        float[] logits = nextLogProbs(prompt);
        List<Float> sorted = new ArrayList<>();
        for (float logit : logits) {
            sorted.add(logit);
        }
        sorted.sort(java.util.Comparator.reverseOrder());
        double topThree = sorted.subList(0, 3).stream().mapToDouble(Math::exp).sum();
        List<GenerationRequest> requests = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            requests.add(new GenerationRequest(prompt, new SamplingOptions(1, 1, 3, 1, i)));
            // the smallest set with that mass is the first two tokens
            float mass = (float) (Math.exp(sorted.get(0)) + 0.5 * Math.exp(sorted.get(1)));
            requests.add(new GenerationRequest(prompt, new SamplingOptions(1, mass, 0, 1, i)));
            requests.add(new GenerationRequest(prompt, new SamplingOptions(1, 1, 0, 1, i)));
        }
        List<Generation> generations = generate(requests, 300);
        double topTwo = Math.exp(sorted.get(0)) + Math.exp(sorted.get(1));
        for (int i = 0; i < generations.size(); i++) {
            Generation generation = generations.get(i);
            float raw = logits[generation.tokens()[0]];
            double mass = i % 3 == 0 ? topThree : i % 3 == 1 ? topTwo : 1;
            int rank = sorted.indexOf(raw);
            assertThat((double) generation.logProbs()[0]).isCloseTo(raw - Math.log(mass), within(1e-4));
            assertThat(rank).isLessThan(i % 3 == 0 ? 3 : i % 3 == 1 ? 2 : 262);
            assertThat(generation.meanEntropy()).isFinite().isLessThanOrEqualTo((float) Math.log(262));
        }
    }

    @Test
    void aStepLeavesNoArraysInMemory() {
        NDManager root = scope.getParentManager();
        try (Decoder decoder = new Decoder(model, DecoderLimits.slots(8), Set.of())) {
            decoder.admit(requests(1));
            int before = root.getManagedArrays().size();
            while (!decoder.running().isEmpty()) {
                decoder.step();
            }
            assertThat(root.getManagedArrays()).hasSize(before);
        }
    }

    @Test
    void moreRequestsThanSlotsOrPositionsAreRejected() {
        try (Decoder decoder = new Decoder(model, DecoderLimits.slots(1), Set.of())) {
            assertThatThrownBy(() -> decoder.admit(requests(1))).hasMessageContaining("8 requests for 1 slots");
            SamplingOptions endless = new SamplingOptions(1, 1, 0, 1000, 0);
            assertThatThrownBy(() ->
                            decoder.admit(List.of(new GenerationRequest(ReferenceModel.prompt("Long?", 0), endless))))
                    .hasMessageContaining("of 128 positions");
        }
    }

    private List<Generation> generate(List<GenerationRequest> requests, int slots) {
        try (Generator generator = new Generator(model, slots, Set.of())) {
            return generator.generate(requests);
        }
    }

    private float[] nextLogProbs(EncodedPrompt prompt) {
        TokenBatch batch = new TokenBatch(List.of(TokenBatch.Row.of(prompt.ids(), prompt.pixels())));
        var hidden = model.hiddenStates(scope, batch, null, false);
        return model.logits(scope, hidden, false).get("0,-1").logSoftmax(-1).toFloatArray();
    }

    private static TokenBatch batch(List<GenerationRequest> requests, List<Generation> generations) {
        List<TokenBatch.Row> rows = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            EncodedPrompt prompt = requests.get(i).prompt();
            rows.add(TokenBatch.Row.of(prompt.ids(), generations.get(i).tokens(), prompt.pixels()));
        }
        return new TokenBatch(rows);
    }
}
