package dev.factstream.picturebook.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.SceneGenerator;
import dev.factstream.picturebook.world.SceneOracle;
import dev.factstream.picturebook.world.SeedMixer;
import dev.factstream.picturebook.world.Split;
import dev.factstream.picturebook.world.World;
import dev.factstream.schemas.facts.AnswerGrader;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.facts.Facts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionGeneratorTest {
    private static final int SCENES = 1000;

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "small", "medium", "full"})
    void everyAnswerAgreesWithTheScene(String preset) {
        World world = World.preset(preset);
        SceneGenerator scenes = new SceneGenerator(world);
        QuestionGenerator questioner = new QuestionGenerator(world, scenes.catalogue());
        for (long index = 0; index < SCENES; index++) {
            Scene scene = scenes.scene(Split.TRAIN, 3, index);
            for (String wanted : List.of("yes", "no", "A", "B", "C", "D")) {
                SceneQuestion question = questioner.ask(scene, wanted, SeedMixer.random(index));
                assertThat(question.correctAnswer()).contains(wanted);
                assertThat(new SceneOracle(scene).of(question.text()))
                        .as(question + " about " + scene.content())
                        .isEqualTo(wanted);
                assertThat(AnswerGrader.judge(
                                facts(question),
                                question.text(),
                                question.answers().truth()))
                        .isEqualTo(AnswerGrader.Verdict.RIGHT);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "medium", "full"})
    void theWordsOfAQuestionHardlyBetrayItsAnswer(String preset) {
        World world = World.preset(preset);
        SceneGenerator scenes = new SceneGenerator(world);
        QuestionGenerator questioner = new QuestionGenerator(world, scenes.catalogue());
        Map<String, int[]> byForm = new HashMap<>();
        for (long index = 0; index < 4 * SCENES; index++) {
            Scene scene = scenes.scene(Split.TRAIN, 4, index);
            boolean yes = index % 2 == 0;
            String text = questioner
                    .ask(scene, yes ? "yes" : "no", SeedMixer.random(index))
                    .text();
            String form = text.replaceAll("(Is there|Can you see) an? .*", "exists")
                    .replaceAll("(Is there only|Are there) (\\w+) .*", "count $2")
                    .replaceAll("Is the .* (left of|right of|above|below) .*", "$1")
                    .replaceAll("Is the .*", "colour");
            byForm.computeIfAbsent(form, key -> new int[2])[yes ? 1 : 0]++;
        }
        assertThat(byForm.keySet()).contains("exists", "count one", "count two", "left of", "above", "colour");
        byForm.forEach((form, counts) -> {
            int all = counts[0] + counts[1];
            if (all > 300) {
                assertThat(counts[1] / (double) all).as(preset + " " + form).isBetween(0.4, 0.6);
            }
        });
    }

    @Test
    void aTemptingAnswerAffirmsSomethingUsualThatIsNotThere() {
        World world = World.preset("full");
        SceneGenerator scenes = new SceneGenerator(world);
        QuestionGenerator questioner = new QuestionGenerator(world, scenes.catalogue());
        CooccurrencePrior expectations = new CooccurrencePrior(scenes.catalogue());
        int tempted = 0;
        for (long index = 0; index < SCENES; index++) {
            Scene scene = scenes.scene(Split.TRAIN, 5, index);
            SceneQuestion question = questioner.ask(scene, "no", SeedMixer.random(index));
            if (question.answers().tempting().isPresent()) {
                tempted++;
                String answer = question.answers().tempting().get();
                assertThat(AnswerGrader.judge(facts(question), question.text(), answer))
                        .isEqualTo(AnswerGrader.Verdict.WRONG);
                assertThat(expectations.usualButAbsent(scene))
                        .anyMatch(kind -> answer.endsWith(" " + kind.name() + ".") && scene.count(kind) == 0);
            }
        }
        assertThat(tempted).isGreaterThan(SCENES / 3);
    }

    private static Facts facts(SceneQuestion question) {
        AnswerKind kind = question.kind();
        return new Facts("p", List.of(), Optional.empty(), kind, question.correctAnswer(), 1);
    }
}
