package dev.factstream.picturebook.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.factstream.picturebook.PictureBook;
import dev.factstream.picturebook.PictureBookOptions;
import dev.factstream.picturebook.judge.SimulatedAnnotator.Preference;
import dev.factstream.picturebook.questions.QuestionType;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.Split;
import dev.factstream.picturebook.world.World;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SimulatedAnnotatorTest {
    private final VerifiableQuestion question = aColourQuestion();
    private final String truth = question.answers().truth();
    private final String wrong = question.answers().wrong();
    private final String hedge = question.answers().hedge().orElseThrow();

    @Test
    void hallucinationDecidesFirstThenInformativeness() {
        SimulatedAnnotator careful = new SimulatedAnnotator(0);
        Random random = new Random(1);
        assertThat(careful.prefer(question, wrong, hedge, random)).contains(new Preference(2, 2, true));
        assertThat(careful.prefer(question, hedge, truth + " There is a unicorn.", random))
                .contains(new Preference(2, 2, false));
        assertThat(careful.prefer(question, "There is a sofa. " + truth, hedge, random))
                .contains(new Preference(2, 2, true));
        assertThat(careful.prefer(question, truth, hedge, random)).contains(new Preference(1, 1, false));
        assertThat(careful.prefer(question, hedge, "", random)).isEmpty();
    }

    @Test
    void noiseFlipsThatShareOfLabelsAndKeepsTheCleanOne() {
        SimulatedAnnotator careless = new SimulatedAnnotator(0.2);
        Random random = new Random(2);
        double turned = 0;
        for (int i = 0; i < 2000; i++) {
            Preference preference =
                    careless.prefer(question, truth, wrong, random).orElseThrow();
            assertThat(preference.cleanPreferred()).isEqualTo(1);
            turned += preference.preferred() == 2 ? 1 : 0;
        }
        assertThat(turned / 2000).isCloseTo(0.2, within(0.03));
    }

    private static VerifiableQuestion aColourQuestion() {
        PictureBook book = new PictureBook(PictureBookOptions.of(World.preset("tiny"), 1, 1, Split.TRAIN));
        for (long index = 0; ; index++) {
            Scene scene = book.scene(index);
            var asked = book.question(scene, QuestionType.ATTRIBUTE, new Random(1));
            if (asked.isPresent()) {
                return book.verifiable(scene, 0, asked.get());
            }
        }
    }
}
