package dev.factstream.picturebook.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class QuestionMixTest {
    @Test
    void answersAreExactlyBalanced() {
        Map<String, Long> counts = counts(QuestionMix.CHECKABLE, 800);
        assertThat(counts).isEqualTo(Map.of("yes", 200L, "no", 200L, "A", 100L, "B", 100L, "C", 100L, "D", 100L));
    }

    @Test
    void thePaperMixHasItsProportions() {
        Map<String, Long> counts = counts(QuestionMix.PAPER, 288);
        assertThat(counts.get(QuestionMix.OPEN)).isEqualTo(200);
        assertThat(counts.get("yes")).isEqualTo(20);
        assertThat(counts.get("C")).isEqualTo(12);
    }

    @Test
    void theOrderDependsOnTheSeed() {
        assertThat(LongStream.range(0, 40).mapToObj(i -> QuestionMix.CHECKABLE.wanted(1, i)))
                .isNotEqualTo(LongStream.range(0, 40)
                        .mapToObj(i -> QuestionMix.CHECKABLE.wanted(2, i))
                        .toList());
    }

    @Test
    void isReadFromText() {
        assertThat(QuestionMix.parse("50:12:10")).isEqualTo(QuestionMix.PAPER);
        assertThatThrownBy(() -> QuestionMix.parse("50:12")).hasMessageContaining("open:choice:yesno");
        assertThatThrownBy(() -> new QuestionMix(0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Map<String, Long> counts(QuestionMix mix, int questions) {
        return LongStream.range(0, questions)
                .mapToObj(number -> mix.wanted(9, number))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
