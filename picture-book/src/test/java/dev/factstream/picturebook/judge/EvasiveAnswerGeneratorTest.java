package dev.factstream.picturebook.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.picturebook.PictureBook;
import dev.factstream.picturebook.PictureBookOptions;
import dev.factstream.picturebook.questions.InformativenessMeasure;
import dev.factstream.picturebook.questions.QuestionMix;
import dev.factstream.picturebook.questions.QuestionType;
import dev.factstream.picturebook.rows.SftDials;
import dev.factstream.picturebook.world.Split;
import dev.factstream.picturebook.world.World;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvasiveAnswerGeneratorTest {
    @ParameterizedTest
    @ValueSource(strings = {"tiny", "small", "full"})
    void anEvasiveAnswerIsTrueAndSaysLessThanWhatWasAsked(String preset) {
        PictureBook book = book(World.preset(preset));
        Map<QuestionType, Set<String>> answers = new EnumMap<>(QuestionType.class);
        for (long index = 0; index < 150; index++) {
            for (VerifiableQuestion question : book.questions(index)) {
                Random random = new Random(index);
                book.evasiveAnswer(question, random).ifPresent(answer -> {
                    AnswerJudgement judged = question.judge(answer);
                    String shown = question.row().question() + " " + answer;
                    assertThat(judged.hallucinated()).as(shown).isFalse();
                    assertThat(judged.informativeness()).as(shown).isLessThan(InformativenessMeasure.EVERYTHING);
                    answers.computeIfAbsent(question.type().orElseThrow(), type -> new TreeSet<>())
                            .add(answer);
                });
            }
        }
        assertThat(answers).as("types of questions that can be evaded").containsKeys(QuestionType.values());
        assertThat(answers.get(QuestionType.HOLISTIC)).anyMatch(answer -> answer.matches("This is the \\w+\\."));
        assertThat(answers.get(QuestionType.RELATION)).anyMatch(answer -> answer.matches("The \\w+ is (red|blue)\\."));
    }

    @Test
    void onlyOpenQuestionsAreEvaded() {
        PictureBook book = new PictureBook(new PictureBookOptions(
                World.preset("tiny"), 20, 3, Split.HELD_OUT, 4, QuestionMix.CHECKABLE, SftDials.DEFAULT));
        for (VerifiableQuestion question : book.questions(0)) {
            assertThat(book.evasiveAnswer(question, new Random(1))).isEqualTo(Optional.empty());
        }
    }

    private static PictureBook book(World world) {
        return new PictureBook(
                new PictureBookOptions(world, 150, 3, Split.HELD_OUT, 8, new QuestionMix(6, 1, 1), SftDials.DEFAULT));
    }
}
