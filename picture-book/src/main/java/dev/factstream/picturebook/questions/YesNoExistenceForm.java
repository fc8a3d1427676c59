package dev.factstream.picturebook.questions;

import dev.factstream.picturebook.world.Colour;
import dev.factstream.picturebook.world.EnglishWords;
import dev.factstream.picturebook.world.Kind;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.Thing;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Asks 'Is there a cat?' Questions about absent things use kinds that usually accompany the scene, as in POPE. */
final class YesNoExistenceForm implements YesNoQuestionForm {
    private static final List<String> WORDINGS =
            List.of("Is there %s?", "Is there %s in the picture?", "Can you see %s?");

    private final CooccurrencePrior expectations;
    private final int colours;

    YesNoExistenceForm(CooccurrencePrior expectations, int colours) {
        this.expectations = expectations;
        this.colours = colours;
    }

    @Override
    public boolean fits(Scene scene) {
        return true;
    }

    @Override
    public SceneQuestion ask(Scene scene, boolean yes, Random random) {
        String wording = EnglishWords.pick(WORDINGS, random);
        if (yes) {
            Thing thing = EnglishWords.pick(scene.things(), random);
            Kind present = thing.kind();
            return SceneQuestion.yesNo(
                    String.format(Locale.ROOT, wording, present.withArticle()),
                    true,
                    thereIs(scene, thing),
                    "there is no " + present.name());
        }
        Kind kind = EnglishWords.pick(expectations.usualButAbsent(scene), random);
        String colour = Colour.values()[random.nextInt(colours)].word();
        return SceneQuestion.yesNo(
                        String.format(Locale.ROOT, wording, kind.withArticle()),
                        false,
                        "there is no " + kind.name(),
                        "there is " + EnglishWords.a(colour + " " + kind.name()))
                .withWrongAsTempting();
    }

    private static String thereIs(Scene scene, Thing thing) {
        int count = scene.count(thing.kind());
        return count == 1
                ? "there is " + EnglishWords.a(thing.colouredName())
                : "there are " + thing.kind().counted(count);
    }
}
