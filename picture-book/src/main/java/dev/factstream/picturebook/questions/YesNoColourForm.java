package dev.factstream.picturebook.questions;

import dev.factstream.picturebook.world.Colour;
import dev.factstream.picturebook.world.EnglishWords;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.Thing;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Asks 'Is the cat red?' */
final class YesNoColourForm implements YesNoQuestionForm {
    private static final List<String> WORDINGS = List.of("Is the %s %s?", "Is the colour of the %s %s?");

    private final int colours;

    YesNoColourForm(int colours) {
        this.colours = colours;
    }

    @Override
    public boolean fits(Scene scene) {
        return !scene.singles().isEmpty();
    }

    @Override
    public SceneQuestion ask(Scene scene, boolean yes, Random random) {
        Thing thing = EnglishWords.pick(scene.singles(), random);
        Colour asked = yes ? thing.colour() : thing.colour().another(colours, random);
        String text = String.format(
                Locale.ROOT, EnglishWords.pick(WORDINGS, random), thing.kind().name(), asked.word());
        String truth = "the " + thing.kind().name() + " is " + thing.colour().word();
        Colour wrong = yes ? thing.colour().another(colours, random) : asked;
        return SceneQuestion.yesNo(text, yes, truth, "the " + thing.kind().name() + " is " + wrong.word());
    }
}
