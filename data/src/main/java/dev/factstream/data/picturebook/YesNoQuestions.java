package dev.factstream.data.picturebook;

import java.util.List;
import java.util.Random;

/**
 * Asks yes/no questions. Chooses the form before the answer, among the forms that allow either answer, so that the wording does
 * not reveal the answer. Asks about existence as often as with all other forms together.
 */
final class YesNoQuestions {
    private final ExistenceForm existence;
    private final List<YesNoForm> others;

    YesNoQuestions(Expectations expectations, World world) {
        existence = new ExistenceForm(expectations, world.colours());
        others = List.of(new ColourForm(world.colours()), new CountForm(), new RelationForm());
    }

    PictureQuestion ask(Scene scene, boolean yes, Random random) {
        List<YesNoForm> fitting =
                others.stream().filter(form -> form.fits(scene)).toList();
        boolean other = !fitting.isEmpty() && random.nextBoolean();
        return (other ? Words.pick(fitting, random) : existence).ask(scene, yes, random);
    }
}
