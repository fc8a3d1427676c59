package dev.factstream.model.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.model.prompt.EncodedPrompt;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunningSequenceTest {

    @Test
    void uniformNumbersOfASeedHaveTheValuesOfEarlierReleases() {
        assertThat(IntStream.range(0, 4).mapToDouble(sequence(123)::uniform))
                .containsExactly(0.7064912217637067, 0.976596648325027, 0.8596622389336012, 0.6867983370471809);
        assertThat(IntStream.range(0, 4).mapToDouble(sequence(-9)::uniform))
                .containsExactly(0.8990995997893592, 0.46118047639428694, 0.09539063524490243, 0.2974393045127177);
    }

    @Test
    void everyDrawnTokenUsesUpOneNumber() {
        RunningSequence sequence = sequence(123);

        sequence.draw(7, -1, 1, Set.of());
        sequence.draw(8, -1, 1, Set.of());

        assertThat(sequence.uniform(0)).isEqualTo(0.8596622389336012);
        assertThat(sequence.uniform(3)).isEqualTo(0.6670905656612287);
    }

    private static RunningSequence sequence(long seed) {
        return new RunningSequence(new GenerationRequest(
                new EncodedPrompt(new int[] {1, 2}, Optional.empty()), new SamplingOptions(1, 1, 0, 6, seed)));
    }
}
