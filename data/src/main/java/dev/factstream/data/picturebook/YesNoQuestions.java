package dev.factstream.data.picturebook;

import java.util.List;
import java.util.Random;

/**
 * Asks yes/no questions. The form is chosen before the answer, among forms that allow either: so the wording of a
 * question does not betray its answer. Existence comes as often as the other forms together.
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
