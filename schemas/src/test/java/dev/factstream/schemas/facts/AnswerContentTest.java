package dev.factstream.schemas.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerContentTest {
    private static final String WHERE = "Where is the car?";
    private static final Facts CAR = facts("The car is left of the ball.", "A red car on the street.");
    private static final Facts DOG = facts(null, "A brown dog lies on two red sofas.", "Somebody's dog is asleep.");

    /** Computed by hand; a support below 0 stands for none. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    The car is left of the ball. | 1      | 1      | false
                    The car is near the ball.    | 0.6667 | 0.6667 | false
                    The car is red.              | 1      | 0.3333 | true
                    This is the street.          | 1      | 0      | true
                    There is no car.             | 1      | 0.3333 | true
                    I cannot tell.               | -1     | 0      | true
                    The car is blue.             | 0.5    | 0.3333 | false
                    The car, the car, a ball!    | 1      | 0.6667 | false
                    ''                           | -1     | 0      | true
                    """)
    void anAnswerIsMeasuredByItsContentWords(String answer, double support, double coverage, boolean evasive) {
        AnswerContent content = AnswerContent.of(CAR, WHERE, answer).orElseThrow();

        assertThat(content.support().orElse(-1)).isCloseTo(support, within(1e-4));
        assertThat(content.coverage()).isCloseTo(coverage, within(1e-4));
        assertThat(content.evasive()).isEqualTo(evasive);
    }

    @Test
    void theCaptionsAreTheReferenceIfThereIsNoRationale() {
        // brown dog lie two red sofa somebody asleep
        AnswerContent some = of(DOG, "Two dogs, a CAT and a red ball");
        assertThat(some.support()).hasValue(0.6);
        assertThat(some.coverage()).isEqualTo(3.0 / 8);
        assertThat(some.evasive()).isFalse();

        assertThat(of(DOG, "a zebra").support()).hasValue(0);
        assertThat(of(DOG, "a zebra").evasive()).isFalse();
        assertThat(of(DOG, "I cannot see it.").support()).isEmpty();
        assertThat(of(DOG, "I cannot see it.").evasive()).isTrue();
    }

    @Test
    void aReferenceWithoutWordsBeyondTheQuestionIsTheReferenceItself() {
        Facts denial = facts("There is no cat.", "A ball on the street.");

        assertThat(AnswerContent.of(denial, "Where is the cat?", "There is no cat.")
                        .orElseThrow()
                        .evasive())
                .isFalse();
        assertThat(AnswerContent.of(denial, "Where is the cat?", "There is a ball.")
                        .orElseThrow()
                        .evasive())
                .isTrue();
    }

    @Test
    void closedQuestionsAndFactsWithoutWordsAreNotMeasured() {
        Facts closed = new Facts("p", List.of("A dog."), Optional.empty(), AnswerKind.YES_NO, Optional.of("yes"), 1);

        assertThat(AnswerContent.of(closed, WHERE, "a dog")).isEmpty();
        assertThat(AnswerContent.of(facts(null), WHERE, "a dog")).isEmpty();
    }

    private static AnswerContent of(Facts facts, String answer) {
        return AnswerContent.of(facts, "What is in the picture?", answer).orElseThrow();
    }

    private static Facts facts(String rationale, String... captions) {
        return new Facts("p", List.of(captions), Optional.ofNullable(rationale), AnswerKind.OPEN, Optional.empty(), 1);
    }
}
