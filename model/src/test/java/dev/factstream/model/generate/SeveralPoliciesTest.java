package dev.factstream.model.generate;

import static dev.factstream.model.ReferenceModel.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.factstream.model.ReferenceModel;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.lora.LoraSettings;
import dev.factstream.model.network.FoldedWeights;
import dev.factstream.model.network.VisionLanguageModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One decoder draws for several policies: each sequence is the one that its policy draws alone. */
class SeveralPoliciesTest {

    private static final float TOLERANCE = 1e-4f;
    private static final DecoderLimits LIMITS = new DecoderLimits(7, Long.MAX_VALUE, 1000, 1 << 20);

    private final VisionLanguageModel model = ReferenceModel.get();
    private final Map<String, LoraAdapter> adapters = new HashMap<>();
    private NDManager scope;

    @BeforeEach
    void makeAdapters() {
        scope = model.newScope();
        adapters.put("base", null);
        adapters.put("one", adapter(1));
        adapters.put("two", adapter(2));
    }

    @AfterEach
    void free() {
        scope.close();
    }

    @Test
    void sequencesOfSeveralPoliciesAreThoseThatEachPolicyDrawsAlone() {
        Map<String, List<Generation>> alone = new HashMap<>();
        adapters.forEach((policy, adapter) -> {
            try (Generator generator = new Generator(model, 7, Set.of())) {
                generator.useAdapter(adapter);
                alone.put(policy, generator.generate(requests(policy)));
            }
        });
        Map<String, List<RunningSequence>> together = new HashMap<>();
        Map<String, Deque<GenerationRequest>> waiting = new HashMap<>();
        adapters.keySet().forEach(policy -> {
            together.put(policy, new ArrayList<>());
            waiting.put(policy, new ArrayDeque<>(requests(policy)));
        });
        Random order = new Random(3);
        try (Decoder decoder = new Decoder(model, LIMITS, Set.of())) {
            decoder.useWeights("one", new FoldedWeights(model, adapters.get("one")), true);
            decoder.useWeights("two", new FoldedWeights(model, adapters.get("two")), true);
            while (waiting.values().stream().anyMatch(queue -> !queue.isEmpty())
                    || !decoder.running().isEmpty()) {
                List<String> policies = new ArrayList<>(adapters.keySet());
                java.util.Collections.shuffle(policies, order);
                for (String policy : policies) {
                    List<GenerationRequest> next = new ArrayList<>();
                    while (next.size() < Math.min(2, decoder.freeSlots())
                            && !waiting.get(policy).isEmpty()) {
                        next.add(waiting.get(policy).remove());
                    }
                    together.get(policy).addAll(decoder.admit(policy, next));
                }
                decoder.step();
            }
        }
        alone.forEach((policy, expected) -> {
            for (int i = 0; i < expected.size(); i++) {
                Generation drawn = together.get(policy).get(i).generation();
                assertThat(drawn.tokens())
                        .as("%s, %d", policy, i)
                        .isEqualTo(expected.get(i).tokens());
                assertThat(drawn.logProbs()).containsExactly(expected.get(i).logProbs(), within(TOLERANCE));
            }
        });
        assertThat(alone.get("one").get(0).logProbs())
                .isNotEqualTo(alone.get("two").get(0).logProbs());
    }

    @Test
    void newWeightsOfOnePolicyDoNotChangeTheSequencesOfAnother() {
        Generation expected;
        try (Generator generator = new Generator(model, 7, Set.of())) {
            generator.useAdapter(adapters.get("two"));
            expected = generator.generate(List.of(request("Stays?", 0, 1, 3))).get(0);
        }
        try (Decoder decoder = new Decoder(model, LIMITS, Set.of())) {
            decoder.useWeights("two", new FoldedWeights(model, adapters.get("two")), true);
            decoder.admit("other", List.of(request("Changes?", 1, 1, 1), request("Changes too?", 0, 1, 2)));
            RunningSequence stays =
                    decoder.admit("two", List.of(request("Stays?", 0, 1, 3))).get(0);
            decoder.step();
            decoder.useWeights("other", new FoldedWeights(model, adapters.get("one")), true);
            while (!decoder.running().isEmpty()) {
                decoder.step();
            }
            assertThat(stays.generation().tokens()).isEqualTo(expected.tokens());
            assertThat(stays.generation().logProbs()).containsExactly(expected.logProbs(), within(TOLERANCE));
        }
    }

    @Test
    void weightsAreReleasedOnceNoSequenceNeedsThem() {
        try (Decoder decoder = new Decoder(model, LIMITS, Set.of())) {
            decoder.useWeights("one", new FoldedWeights(model, adapters.get("one")), true);
            float[] before = first(decoder, "one");
            decoder.admit("one", List.of(request("Running?", 0, 1, 1)));
            assertThatThrownBy(() -> decoder.releaseWeights("one")).hasMessageContaining("running sequences");
            while (!decoder.running().isEmpty()) {
                decoder.step();
            }
            decoder.releaseWeights("one");
            assertThat(first(decoder, "one")).isEqualTo(first(decoder, "base")).isNotEqualTo(before);
        }
    }

    private static float[] first(Decoder decoder, String policy) {
        RunningSequence sequence =
                decoder.admit(policy, List.of(request("First?", 0, 1, 7))).get(0);
        while (!decoder.running().isEmpty()) {
            decoder.step();
        }
        return sequence.generation().logProbs();
    }

    private static List<GenerationRequest> requests(String policy) {
        List<GenerationRequest> requests = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            requests.add(request("W".repeat(1 + 7 * (i % 3)) + "?", i % 2, 1, policy.hashCode() + i));
        }
        return requests;
    }

    private LoraAdapter adapter(long seed) {
        LoraAdapter adapter = LoraAdapter.initial(
                scope, model.config().text(), LoraSettings.of(2, 4, List.of("q_proj", "v_proj", "down_proj")), seed);
        Random random = new Random(seed);
        adapter.pairs().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(pair -> {
            float[] values = new float[Math.toIntExact(pair.getValue().b().size())];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (0.3 * random.nextGaussian());
            }
            pair.getValue().b().set(java.nio.FloatBuffer.wrap(values));
        });
        return adapter;
    }
}
