package dev.factstream.model.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.model.prompt.EncodedPrompt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulatedDecoderTest {
    private static final Duration TIME = Duration.ofMillis(30);

    @Test
    void everySequenceTakesTheGivenTimeAndHasRandomTokens() {
        SimulatedDecoder decoder = new SimulatedDecoder(3, TIME, 50);
        long begin = System.nanoTime();
        assertThat(decoder.admissible(List.of(request(1), request(2), request(3), request(4))))
                .isEqualTo(3);
        decoder.admit("policy", List.of(request(1), request(2)));
        assertThat(decoder.freeSlots()).isEqualTo(1);
        List<RunningSequence> finished = new ArrayList<>();
        while (!decoder.running().isEmpty()) {
            finished.addAll(decoder.step());
        }

        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(TIME.toNanos());
        assertThat(finished).hasSize(2).allSatisfy(sequence -> {
            assertThat(sequence.generation().tokens()).hasSize(7);
            assertThat(Arrays.stream(sequence.generation().tokens()).boxed())
                    .allMatch(token -> token >= 0 && token < 50);
            assertThat(sequence.generation().logProbs()).containsOnly((float) -Math.log(50));
        });
        assertThat(finished.get(0).generation().tokens())
                .isNotEqualTo(finished.get(1).generation().tokens());
    }

    private static GenerationRequest request(long seed) {
        return new GenerationRequest(
                new EncodedPrompt(new int[] {1, 2}, Optional.empty()), new SamplingOptions(1, 1, 0, 7, seed));
    }
}
