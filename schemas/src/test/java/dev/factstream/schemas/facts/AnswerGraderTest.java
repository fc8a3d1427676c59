package dev.factstream.schemas.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.schemas.facts.AnswerGrader.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerGraderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Yes, there is a red cat. | yes | RIGHT",
                "yes                      | yes | RIGHT",
                "YES!                     | yes | RIGHT",
                "'  \"No\", it is blue.'  | no  | RIGHT",
                "No, there is no cat.     | yes | WRONG",
                "Yes                      | no  | WRONG",
                "Nothing like that.       | no  | NEITHER",
                "There is yes and no.     | no  | NEITHER",
                "Yesterday.               | yes | NEITHER",
                "''                       | yes | NEITHER",
            })
    void theFirstWordDecidesYesOrNo(String text, String correct, Verdict verdict) {
        assertThat(judge(AnswerKind.YES_NO, correct, text)).isEqualTo(verdict);
    }

    @Test
    void aChoiceIsOneOfTheOptionsThatTheQuestionLists() {
        assertThat(judge(AnswerKind.MULTIPLE_CHOICE, "B", "B) blue")).isEqualTo(Verdict.RIGHT);
        assertThat(judge(AnswerKind.MULTIPLE_CHOICE, "B", "The answer is A.")).isEqualTo(Verdict.WRONG);
        assertThat(judge(AnswerKind.MULTIPLE_CHOICE, "B", "A red cat.")).isEqualTo(Verdict.NEITHER);
        assertThat(judge(AnswerKind.MULTIPLE_CHOICE, "B", "C. green")).isEqualTo(Verdict.NEITHER);
    }

    @Test
    void anOpenAnswerIsNeitherRightNorWrong() {
        Facts open = new Facts("p", List.of("A cat."), Optional.empty(), AnswerKind.OPEN, Optional.empty(), 1);
        assertThat(AnswerGrader.judge(open, "What is it?", "Yes")).isEqualTo(Verdict.NEITHER);
    }

    private static Verdict judge(AnswerKind kind, String correct, String text) {
        Facts facts = new Facts("p", List.of(), Optional.empty(), kind, Optional.of(correct), 1);
        return AnswerGrader.judge(facts, "Which colour? A. red B. blue", text);
    }
}
