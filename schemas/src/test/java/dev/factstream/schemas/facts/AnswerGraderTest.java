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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "B. blue      | B | RIGHT",
                "B            | B | RIGHT",
                "B blue       | B | RIGHT",
                "' B. blue'   | B | RIGHT",
                "C. green     | B | WRONG",
                "A red cat    | B | WRONG",
                "Blue         | B | NEITHER",
                "b. blue      | B | NEITHER",
                "The answer B | B | NEITHER",
                "B) blue      | B | NEITHER",
                "''           | B | NEITHER",
            })
    void theFirstLetterDecidesAmongChoices(String text, String correct, Verdict verdict) {
        assertThat(judge(AnswerKind.MULTIPLE_CHOICE, correct, text)).isEqualTo(verdict);
    }

    @Test
    void anOpenAnswerIsNeitherRightNorWrong() {
        Facts open = new Facts("p", List.of("A cat."), Optional.empty(), AnswerKind.OPEN, Optional.empty(), 1);
        assertThat(AnswerGrader.judge(open, "Yes")).isEqualTo(Verdict.NEITHER);
    }

    private static Verdict judge(AnswerKind kind, String correct, String text) {
        return AnswerGrader.judge(new Facts("p", List.of(), Optional.empty(), kind, Optional.of(correct), 1), text);
    }
}
