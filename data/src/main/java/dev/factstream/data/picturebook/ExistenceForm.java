package dev.factstream.data.picturebook;

import java.util.List;
import java.util.Random;

/** Asks 'Is there a cat?' Questions about absent things use kinds that usually accompany the scene, as in POPE. */
final class ExistenceForm implements YesNoForm {
    private static final List<String> WORDINGS =
            List.of("Is there %s?", "Is there %s in the picture?", "Can you see %s?");

    private final Expectations expectations;
    private final int colours;

    ExistenceForm(Expectations expectations, int colours) {
        this.expectations = expectations;
        this.colours = colours;
    }

    @Override
    public boolean fits(Scene scene) {
        return true;
    }

    @Override
    public PictureQuestion ask(Scene scene, boolean yes, Random random) {
        String wording = Words.pick(WORDINGS, random);
        if (yes) {
            Thing thing = Words.pick(scene.things(), random);
            Kind present = thing.kind();
            return PictureQuestion.yesNo(
                    wording.formatted(present.withArticle()),
                    true,
                    thereIs(scene, thing),
                    "there is no " + present.name());
        }
        Kind kind = Words.pick(expectations.usualButAbsent(scene), random);
        String colour = Colour.values()[random.nextInt(colours)].word();
        return PictureQuestion.yesNo(
                        wording.formatted(kind.withArticle()),
                        false,
                        "there is no " + kind.name(),
                        "there is " + Words.a(colour + " " + kind.name()))
                .withWrongAsTempting();
    }

    private static String thereIs(Scene scene, Thing thing) {
        int count = scene.count(thing.kind());
        return count == 1
                ? "there is " + Words.a(thing.colouredName())
                : "there are " + thing.kind().counted(count);
    }
}
