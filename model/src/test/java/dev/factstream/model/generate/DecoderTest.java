package dev.factstream.model.generate;

import static dev.factstream.model.ReferenceModel.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.factstream.model.ReferenceModel;
import dev.factstream.model.network.FoldedWeights;
import dev.factstream.model.network.VisionLanguageModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DecoderTest {

    /** Four sequences of 64 positions, or two of 128. */
    private static final long BUDGET = 256;

    private final VisionLanguageModel model = ReferenceModel.get();

    /** Returns short and long requests alternately; those with a long question need more than 64 positions. */
    private static List<GenerationRequest> mixed() {
        List<GenerationRequest> requests = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            requests.add(request(i % 3 == 1 ? "W".repeat(50) + "?" : "W?", i % 2, 1, 70 + i));
        }
        assertThat(requests.get(0).positions()).isLessThanOrEqualTo(64);
        assertThat(requests.get(1).positions()).isBetween(65, 128);
        return requests;
    }

    @Test
    void cachesStayWithinTheirBudgetAndTheDrawnTokensAreTheSame() {
        List<Generation> expected;
        try (Generator unlimited = new Generator(model, 32, Set.of())) {
            expected = unlimited.generate(mixed());
        }
        Deque<GenerationRequest> waiting = new ArrayDeque<>(mixed());
        List<RunningSequence> sequences = new ArrayList<>();
        int most = 0;
        try (Decoder decoder = new Decoder(model, new DecoderLimits(32, BUDGET, 1000, 0), Set.of())) {
            while (!waiting.isEmpty() || !decoder.running().isEmpty()) {
                sequences.addAll(decoder.admit(take(waiting, decoder.admissible(waiting))));
                most = Math.max(most, decoder.running().size());
                assertThat(decoder.cachePositions()).isLessThanOrEqualTo(BUDGET);
                decoder.step();
            }
        }
        assertThat(most).isEqualTo(2);
        for (int i = 0; i < expected.size(); i++) {
            Generation got = sequences.get(i).generation();
            assertThat(got.tokens()).isEqualTo(expected.get(i).tokens());
            assertThat(got.logProbs()).containsExactly(expected.get(i).logProbs(), within(1e-5f));
        }
    }

    @Test
    void shortSequencesUseTheMemoryOfAFinishedLongOne() {
        GenerationRequest brief = request("W?", 0, 1, 1);
        try (Decoder decoder = new Decoder(model, new DecoderLimits(32, BUDGET, 1000, 0), Set.of())) {
            List<GenerationRequest> longOnes = List.of(mixed().get(1), mixed().get(4), mixed().get(7));
            assertThat(decoder.admissible(longOnes)).isEqualTo(2);
            decoder.admit(longOnes.subList(0, 2));
            assertThat(decoder.admissible(List.of(brief))).isZero();
            while (!decoder.running().isEmpty()) {
                decoder.step();
            }
            List<GenerationRequest> briefOnes = List.of(brief, brief, brief, brief, brief);
            assertThat(decoder.admissible(briefOnes)).isEqualTo(4);
            assertThat(decoder.admit(briefOnes.subList(0, 4))).hasSize(4);
            assertThat(decoder.cachePositions()).isEqualTo(BUDGET);
        }
    }

    @Test
    void promptsArePrefilledInPortionsSoThatRunningSequencesDoNotWait() {
        GenerationRequest brief = request("W?", 0, 1, 1);
        int width = brief.prompt().ids().length;
        DecoderLimits limits = new DecoderLimits(32, Long.MAX_VALUE, 3 * width, 0);
        try (Decoder decoder = new Decoder(model, limits, Set.of())) {
            assertThat(decoder.admissible(List.of(brief, brief, brief, brief, brief)))
                    .isEqualTo(3);
            assertThat(decoder.admissible(List.of(brief, mixed().get(1)))).isEqualTo(1);
            assertThat(decoder.admissible(List.of())).isZero();
        }
        try (Decoder strict = new Decoder(model, new DecoderLimits(32, Long.MAX_VALUE, 1, 0), Set.of())) {
            assertThat(strict.admissible(List.of(brief, brief))).isEqualTo(1);
        }
    }

    @Test
    void aSequenceThatCanNeverFitIsRejected() {
        GenerationRequest endless =
                new GenerationRequest(ReferenceModel.prompt("W?", 0), new SamplingOptions(1, 1, 0, 1000, 0));
        try (Decoder decoder = new Decoder(model, DecoderLimits.slots(4), Set.of())) {
            assertThatThrownBy(() -> decoder.admissible(List.of(endless))).hasMessageContaining("the model has 128");
        }
        long room = DecoderLimits.slots(4)
                .withCacheBytes(model.config().text(), 1 << 20)
                .cachePositions();
        assertThat(room).isEqualTo((1 << 20) / (2 * 2 * 4 * 10 * 4));
        assertThatThrownBy(() ->
                        DecoderLimits.slots(4).withCacheBytes(model.config().text(), 10_000))
                .hasMessageContaining("128 positions")
                .hasMessageContaining("1 MiB");
    }

    @Test
    void theVisionTowerProcessesAnImageOnceForAllRequestsAndWeightSwaps() {
        try (Decoder decoder = new Decoder(model, DecoderLimits.slots(8), Set.of())) {
            decoder.admit(List.of(request("One?", 0, 1, 1), request("Two?", 0, 1, 2)));
            decoder.admit(List.of(request("Three?", 0, 1, 3), request("Four?", 1, 1, 4)));
            decoder.useWeights(new FoldedWeights(model, null), true);
            assertThat(decoder.imagesEncoded()).isEqualTo(2);

            decoder.clearImageFeatures();
            decoder.admit(List.of(request("Five?", 1, 1, 5)));
            assertThat(decoder.imagesEncoded()).isEqualTo(3);
        }
        int picture = Float.BYTES * request("One?", 0, 1, 1).prompt().pixels().orElseThrow().length;
        DecoderLimits roomForOne = new DecoderLimits(8, Long.MAX_VALUE, 1000, 2L * picture);
        try (Decoder decoder = new Decoder(model, roomForOne, Set.of())) {
            for (int image : new int[] {0, 1, 1, 0}) {
                decoder.admit(List.of(request("One?", image, 1, 1)));
            }
            assertThat(decoder.imagesEncoded()).isEqualTo(3);
        }
    }

    private static List<GenerationRequest> take(Deque<GenerationRequest> waiting, int count) {
        List<GenerationRequest> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(waiting.remove());
        }
        return taken;
    }
}
