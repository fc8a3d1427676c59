package dev.factstream.picturebook.questions;

import dev.factstream.picturebook.world.EnglishWords;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.World;
import java.util.List;
import java.util.Random;

/**
 * Asks yes/no questions. Chooses the form before the answer, among the forms that allow either answer, so that the wording does
 * not reveal the answer. Asks about existence as often as with all other forms together.
 */
final class YesNoQuestions {
    private final YesNoExistenceForm existence;
    private final List<YesNoQuestionForm> others;

    YesNoQuestions(CooccurrencePrior expectations, World world) {
        existence = new YesNoExistenceForm(expectations, world.colours());
        others = List.of(new YesNoColourForm(world.colours()), new YesNoCountForm(), new YesNoRelationForm());
    }

    SceneQuestion ask(Scene scene, boolean yes, Random random) {
        List<YesNoQuestionForm> fitting =
                others.stream().filter(form -> form.fits(scene)).toList();
        boolean other = !fitting.isEmpty() && random.nextBoolean();
        return (other ? EnglishWords.pick(fitting, random) : existence).ask(scene, yes, random);
    }
}
