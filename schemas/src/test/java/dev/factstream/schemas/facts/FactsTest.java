package dev.factstream.schemas.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FactsTest {
    @Test
    void factsThatDifferInAnythingDifferInTheirHash() {
        List<String> hashes = Stream.of(
                        facts(List.of("a", "b"), Optional.empty(), "yes", 1),
                        facts(List.of("ab"), Optional.empty(), "yes", 1),
                        facts(List.of("b", "a"), Optional.empty(), "yes", 1),
                        facts(List.of("a", "b"), Optional.of(""), "yes", 1),
                        facts(List.of("a", "b"), Optional.of("-"), "yes", 1),
                        facts(List.of("a", "b"), Optional.empty(), "no", 1),
                        facts(List.of("a", "b"), Optional.empty(), "yes", 2))
                .map(Facts::hash)
                .toList();

        assertThat(hashes).doesNotHaveDuplicates();
    }

    @Test
    void aCorrectAnswerBelongsToExactlyTheKindsThatAreNotOpen() {
        assertThatThrownBy(() -> new Facts("p", List.of(), Optional.empty(), AnswerKind.OPEN, Optional.of("yes"), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Facts("p", List.of(), Optional.empty(), AnswerKind.YES_NO, Optional.empty(), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Facts facts(List<String> captions, Optional<String> rationale, String answer, double multiplier) {
        return new Facts("p", captions, rationale, AnswerKind.YES_NO, Optional.of(answer), multiplier);
    }
}
