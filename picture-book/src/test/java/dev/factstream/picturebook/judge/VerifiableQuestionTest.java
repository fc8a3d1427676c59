package dev.factstream.picturebook.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.picturebook.PictureBook;
import dev.factstream.picturebook.PictureBookOptions;
import dev.factstream.picturebook.questions.AnswerVariants;
import dev.factstream.picturebook.questions.Elaboration;
import dev.factstream.picturebook.questions.OpenQuestions;
import dev.factstream.picturebook.questions.QuestionGenerator;
import dev.factstream.picturebook.questions.QuestionMix;
import dev.factstream.picturebook.questions.QuestionType;
import dev.factstream.picturebook.questions.SceneQuestion;
import dev.factstream.picturebook.rows.SftDials;
import dev.factstream.picturebook.world.Catalogue;
import dev.factstream.picturebook.world.Cell;
import dev.factstream.picturebook.world.Colour;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.Size;
import dev.factstream.picturebook.world.Split;
import dev.factstream.picturebook.world.Thing;
import dev.factstream.picturebook.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifiableQuestionTest {
    private static final World TINY = World.preset("tiny");
    private static final Catalogue CATALOGUE = Catalogue.of(TINY);

    /** In the park: a big red cat at the top left, a small blue ball in the middle. */
    private static final Scene SCENE = new Scene(
            "one",
            1,
            CATALOGUE.environments().get(0),
            List.of(
                    new Thing(CATALOGUE.kind("cat"), Colour.RED, Size.BIG, new Cell(0, 0)),
                    new Thing(CATALOGUE.kind("ball"), Colour.BLUE, Size.SMALL, new Cell(1, 1))));

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "small", "full"})
    void truthsAreWorthSixFalsehoodsLessThanThreeAndHedgesAreHonestButSayLittle(String preset) {
        World world = World.preset(preset);
        PictureBook book = new PictureBook(
                new PictureBookOptions(world, 150, 3, Split.HELD_OUT, 8, new QuestionMix(6, 1, 1), SftDials.DEFAULT));
        for (long index = 0; index < 150; index++) {
            String content = book.scene(index).content();
            for (VerifiableQuestion question : book.questions(index)) {
                AnswerVariants answers = question.answers();
                String asked = question.row().question() + " " + content + " ";
                assertThat(question.judge(answers.truth()).score())
                        .as(asked + answers.truth())
                        .isEqualTo(6);
                assertThat(question.judge(answers.wrong()).score())
                        .as(asked + answers.wrong())
                        .isLessThan(3);
                answers.tempting()
                        .ifPresent(answer -> assertThat(question.judge(answer).score())
                                .as(asked + answer)
                                .isLessThan(3));
                assertThat(question.judge(question.falseAnswer()).hallucinated())
                        .as(asked + question.falseAnswer())
                        .isTrue();
                answers.hedge()
                        .ifPresent(answer -> assertThat(question.judge(answer).score())
                                .as(asked + answer)
                                .isBetween(3, 4));
            }
        }
    }

    @Test
    void anElaborationIsJudgedLikeTheRest() {
        PictureBook book = new PictureBook(
                new PictureBookOptions(TINY, 300, 4, Split.HELD_OUT, 2, new QuestionMix(1, 0, 0), SftDials.DEFAULT));
        int there = 0;
        int absent = 0;
        for (long index = 0; index < 300; index++) {
            for (VerifiableQuestion question : book.questions(index)) {
                String truth = question.answers().truth();
                Optional<Elaboration> more = question.elaborationFor(truth);
                if (more.isPresent()) {
                    AnswerJudgement judgement =
                            question.judge(truth + " " + more.get().sentence());
                    assertThat(judgement)
                            .as(question.row().question())
                            .isEqualTo(new AnswerJudgement(!more.get().present(), 3));
                    there += more.get().present() ? 1 : 0;
                    absent += more.get().present() ? 0 : 1;
                }
            }
        }
        assertThat(there).isGreaterThan(50);
        assertThat(absent).isGreaterThan(50);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ATTRIBUTE   | The cat is red.                                  | false | 3
            ATTRIBUTE   | There is a big red cat.                          | false | 3
            ATTRIBUTE   | The cat is blue.                                 | true  | 0
            ATTRIBUTE   | The cat is red. There is also a ball.            | false | 3
            ATTRIBUTE   | The cat is red. There is also a man.             | true  | 3
            ATTRIBUTE   | There is a cat.                                  | false | 0
            ATTRIBUTE   | There is no cat.                                 | true  | 0
            ATTRIBUTE   | I cannot tell the colour of the cat.             | false | 0
            ATTRIBUTE   | ''                                               | false | 0
            ATTRIBUTE   | the is at red of                                 | false | 0
            ATTRIBUTE   | the at man is of                                 | true  | 0
            ATTRIBUTE   | The sofa is red.                                 | true  | 0
            COMPARISON  | The cat is bigger.                               | false | 3
            COMPARISON  | The ball is smaller.                             | false | 3
            COMPARISON  | The cat is big. The ball is small.               | false | 3
            COMPARISON  | The cat is big.                                  | false | 1
            COMPARISON  | They are equally big.                            | true  | 0
            COMPARISON  | The car is bigger.                               | true  | 0
            COUNTING    | There is one cat.                                | false | 3
            COUNTING    | There are two cats.                              | true  | 0
            COUNTING    | There are some cats.                             | false | 1
            COUNTING    | There is an animal.                              | false | 1
            RELATION    | The cat is left of the ball.                     | false | 3
            RELATION    | The cat is above the ball.                       | false | 3
            RELATION    | The ball is right of the cat.                    | false | 3
            RELATION    | The cat is at the top left.                      | false | 3
            RELATION    | The cat is near the ball.                        | false | 1
            RELATION    | The cat is near the man.                         | true  | 0
            RELATION    | The cat is right of the ball.                    | true  | 0
            ENVIRONMENT | This is the park.                                | false | 3
            ENVIRONMENT | This is the kitchen.                             | true  | 0
            ENVIRONMENT | I cannot tell the place.                         | false | 0
            HOLISTIC    | There is a red cat and a blue ball.              | false | 3
            HOLISTIC    | There is a red cat and a ball.                   | false | 2
            HOLISTIC    | There is a red cat.                              | false | 1
            HOLISTIC    | There is an animal and a sports thing.           | false | 1
            HOLISTIC    | There is a red cat in the middle.                | true  | 0
            HOLISTIC    | This is the park.                                | false | 0
            OTHER       | There is a red cat at the top left.              | false | 3
            OTHER       | There is a cat.                                  | false | 2
            OTHER       | There is an animal at the top left.              | false | 1
            OTHER       | There is a red cat at the top.                   | true  | 0
            OTHER       | There is a vehicle at the top left.              | true  | 0
            """)
    void anAnswerIsJudgedByEverythingItSays(
            QuestionType type, String answer, boolean hallucinated, int informativeness) {
        assertThat(aboutTheCat(type).judge(answer)).isEqualTo(new AnswerJudgement(hallucinated, informativeness));
    }

    @Test
    void denyingAnAbsentThingIsFullyInformative() {
        VerifiableQuestion question = aboutTheCat(QuestionType.ADVERSARIAL);
        String absent = question.row().question().replaceAll(".* (\\w+)\\?", "$1");
        assertThat(question.judge("There is no " + absent + ".").score()).isEqualTo(6);
        assertThat(question.judge("There is no cat.").score()).isEqualTo(0);
        assertThat(question.judge("The " + absent + " is red.").score()).isEqualTo(0);
        assertThat(question.judge("No.").score()).isEqualTo(3);
    }

    @Test
    void aWrongVerdictIsFalseEvenWithoutReasons() {
        QuestionGenerator questioner = new QuestionGenerator(TINY, CATALOGUE);
        VerifiableQuestion yes = judged(questioner.ask(SCENE, "yes", new Random(1)));
        assertThat(yes.judge("Yes.")).isEqualTo(new AnswerJudgement(false, 3));
        assertThat(yes.judge("No.")).isEqualTo(new AnswerJudgement(true, 0));
        assertThat(yes.judge("Yes, there is a green man.")).isEqualTo(new AnswerJudgement(true, 3));
        assertThat(yes.judge("There is a red cat.")).isEqualTo(new AnswerJudgement(false, 0));
        VerifiableQuestion letter = judged(questioner.ask(SCENE, "B", new Random(1)));
        assertThat(letter.judge("B")).isEqualTo(new AnswerJudgement(false, 3));
        assertThat(letter.judge("C")).isEqualTo(new AnswerJudgement(true, 0));
    }

    private static VerifiableQuestion aboutTheCat(QuestionType type) {
        OpenQuestions open = new QuestionGenerator(TINY, CATALOGUE).open();
        Random random = new Random(1);
        SceneQuestion question = open.ask(type, SCENE, random).orElseThrow();
        while (type != QuestionType.ADVERSARIAL
                && !question.subject().orElseThrow().name().equals("cat")) {
            question = open.ask(type, SCENE, random).orElseThrow();
        }
        return judged(question);
    }

    private static VerifiableQuestion judged(SceneQuestion question) {
        PictureBook book = new PictureBook(PictureBookOptions.of(TINY, 1, 1, Split.TRAIN));
        return book.verifiable(SCENE, 0, question);
    }
}
