package dev.factstream.picturebook.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.factstream.picturebook.language.ClaimReader;
import dev.factstream.picturebook.questions.QuestionGenerator;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.SceneGenerator;
import dev.factstream.picturebook.world.SceneOracle;
import dev.factstream.picturebook.world.Split;
import dev.factstream.picturebook.world.World;
import dev.factstream.schemas.rows.SftRow;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConversationGeneratorTest {
    private static final World WORLD = World.preset("medium");
    /** Descriptions, yes/no and multiple choice. */
    private static final Pattern ABOUT_ONE = Pattern.compile("(?:What colour|Where) is the (\\w+)\\?");

    private static final SftDials CLOSED = new SftDials(6, 1, 0, 0.6, 0.25, 0.1, 0, 0, 0, 0);

    private final SceneGenerator scenes = new SceneGenerator(WORLD);
    private final QuestionGenerator questioner = new QuestionGenerator(WORLD, scenes.catalogue());

    @Test
    void everyAnswerIsTrueUnlessItIsMarked() {
        ConversationGenerator conversations = new ConversationGenerator(questioner, CLOSED);
        for (long index = 0; index < 1000; index++) {
            Scene scene = scenes.scene(Split.TRAIN, 1, index);
            for (SftRow.Turn turn : conversations.about(scene, "x.png").turns()) {
                assertThat(isTrue(scene, turn))
                        .as(turn + " about " + scene.content())
                        .isEqualTo(!turn.hallucinated());
            }
        }
    }

    @Test
    void theDialsSetTheSharesOfYesAndOfHallucinations() {
        ConversationGenerator conversations =
                new ConversationGenerator(questioner, new SftDials(8, 1, 0, 0.7, 0.4, 0.2, 0, 0, 0, 0));
        double trueYes = 0;
        double yesNo = 0;
        double tempting = 0;
        double fallen = 0;
        double embellished = 0;
        int count = 3000;
        for (long index = 0; index < count; index++) {
            Scene scene = scenes.scene(Split.TRAIN, 2, index);
            for (SftRow.Turn turn : conversations.about(scene, "x.png").turns()) {
                boolean absent = turn.answer().startsWith("No, there is no ");
                if (turn.answer().startsWith("This is")) {
                    embellished += turn.hallucinated() ? 1 : 0;
                } else if (turn.answer().matches("(Yes|No), .*")) {
                    yesNo++;
                    trueYes += turn.answer().startsWith("Yes") && !turn.hallucinated() ? 1 : 0;
                    tempting += absent || turn.hallucinated() ? 1 : 0;
                    fallen += turn.hallucinated() ? 1 : 0;
                }
            }
        }
        assertThat(trueYes / yesNo).isCloseTo(0.7, within(0.03));
        assertThat(fallen / tempting).isCloseTo(0.4, within(0.03));
        assertThat(embellished / count).isCloseTo(0.2, within(0.03));
    }

    @Test
    void anyKindOfQuestionComesFirstAndNoneTwice() {
        ConversationGenerator conversations = new ConversationGenerator(questioner, CLOSED);
        int descriptionsFirst = 0;
        for (long index = 0; index < 600; index++) {
            List<SftRow.Turn> turns = conversations
                    .about(scenes.scene(Split.TRAIN, 3, index), "x.png")
                    .turns();
            assertThat(turns.stream().map(SftRow.Turn::question)).doesNotHaveDuplicates();
            descriptionsFirst += turns.get(0).answer().startsWith("This is") ? 1 : 0;
        }
        assertThat(descriptionsFirst).isBetween(60, 140);
    }

    @Test
    void asManyConversationsAreDescribedAsTheDialSays() {
        ConversationGenerator conversations =
                new ConversationGenerator(questioner, new SftDials(2, 0.15, 0, 0.6, 0.25, 0.1, 0, 0, 0, 0));
        int described = 0;
        for (long index = 0; index < 2000; index++) {
            List<SftRow.Turn> turns = conversations
                    .about(scenes.scene(Split.TRAIN, 4, index), "x.png")
                    .turns();
            assertThat(turns).hasSize(2);
            described += turns.stream().anyMatch(turn -> turn.answer().startsWith("This is")) ? 1 : 0;
        }
        assertThat(described / 2000.0).isCloseTo(0.15, within(0.03));
    }

    @Test
    void openAnswersAreElaboratedAcceptedHedgedAndDeniedAsTheDialsSayAndMarkedWhereFalse() {
        World tiny = World.preset("tiny");
        SceneGenerator small = new SceneGenerator(tiny);
        QuestionGenerator asker = new QuestionGenerator(tiny, small.catalogue());
        ConversationGenerator conversations =
                new ConversationGenerator(asker, new SftDials(4, 0, 1, 0.6, 0, 0, 0.65, 0.4, 0.1, 0.2));
        double turns = 0;
        double hedged = 0;
        double present = 0;
        double denied = 0;
        double colours = 0;
        double elaborated = 0;
        for (long index = 0; index < 1500; index++) {
            Scene scene = small.scene(Split.TRAIN, 5, index);
            for (SftRow.Turn turn : conversations.about(scene, "x.png").turns()) {
                boolean honest = ClaimReader.read(turn.question(), turn.answer()).stream()
                        .allMatch(claim -> claim.holds(scene));
                assertThat(honest).as(turn + " about " + scene.content()).isEqualTo(!turn.hallucinated());
                boolean hedge = turn.answer()
                        .matches("I cannot.*|.* near .*|There are some.*|There is an? "
                                + "(animal|vehicle|person|accessory|appliance|\\w+ thing) .*");
                turns++;
                hedged += hedge ? 1 : 0;
                Matcher one = ABOUT_ONE.matcher(turn.question());
                if (one.matches()
                        && scene.things().stream()
                                .anyMatch(thing -> thing.kind().name().equals(one.group(1)))) {
                    present++;
                    denied += turn.answer().startsWith("There is no") ? 1 : 0;
                }
                if (turn.question().startsWith("What is") && !hedge) {
                    colours++;
                    elaborated += turn.answer().contains("There is also") ? 1 : 0;
                }
            }
        }
        assertThat(hedged / turns).isCloseTo(0.1, within(0.02));
        assertThat(denied / present).isCloseTo(0.2, within(0.03));
        assertThat(elaborated / colours).isCloseTo(0.65, within(0.03));
    }

    @Test
    void aBookWithoutFaultsHasNoFalseAnswers() {
        ConversationGenerator conversations =
                new ConversationGenerator(questioner, new SftDials(6, 1, 0.5, 0.6, 0, 0, 0, 0, 0, 0));
        for (long index = 0; index < 300; index++) {
            assertThat(conversations
                            .about(scenes.scene(Split.TRAIN, 6, index), "x.png")
                            .turns())
                    .noneMatch(SftRow.Turn::hallucinated);
        }
    }

    private static boolean isTrue(Scene scene, SftRow.Turn turn) {
        SceneOracle truth = new SceneOracle(scene);
        if (turn.answer().startsWith("This is")) {
            return truth.describes(turn.answer());
        }
        String given = turn.answer().matches("[A-D]\\. .*")
                ? turn.answer().substring(0, 1)
                : turn.answer().startsWith("Yes") ? "yes" : "no";
        return truth.of(turn.question()).equals(given);
    }
}
