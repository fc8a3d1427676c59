package dev.factstream.evaluation.heldout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.evaluation.statistics.Share;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.facts.Facts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CorrectRateTest {
    @Test
    void countsByKindAndHowOftenYesIsSaid() {
        List<HeldOutQuestion> questions = List.of(
                question(AnswerKind.YES_NO, "yes"),
                question(AnswerKind.YES_NO, "no"),
                question(AnswerKind.YES_NO, "no"),
                question(AnswerKind.MULTIPLE_CHOICE, "B"),
                question(AnswerKind.MULTIPLE_CHOICE, "C"));
        List<String> answers = List.of("Yes, there is.", "Yes.", "Maybe.", "B. blue", "A. red");
        CorrectRate rate = CorrectRate.of(questions, answers);
        assertThat(rate)
                .isEqualTo(new CorrectRate(
                        new Share(2, 5), new Share(1, 3), new Share(1, 2), new Share(2, 3), new Share(1, 5)));
        assertThat(rate).hasToString("40.0 %");
        assertThat(rate.details()).startsWith("correct 40.0 % (11.8 to 76.9) of 5; yes/no 33.3 %");
    }

    @Test
    void anOpenQuestionOrAMissingAnswerIsRefused() {
        HeldOutQuestion open = new HeldOutQuestion(
                "Describe it.",
                new byte[0],
                new Facts("p", List.of(), Optional.empty(), AnswerKind.OPEN, Optional.empty(), 1));
        assertThatThrownBy(() -> CorrectRate.of(List.of(open), List.of("A cat.")))
                .hasMessageContaining("open");
        assertThatThrownBy(() -> CorrectRate.of(List.of(open), List.of())).hasMessageContaining("0 answers");
    }

    private static HeldOutQuestion question(AnswerKind kind, String correct) {
        Facts facts = new Facts("p", List.of(), Optional.empty(), kind, Optional.of(correct), 1);
        return new HeldOutQuestion("Q?", new byte[0], facts);
    }
}
