package dev.factstream.data.picturebook;

import java.util.List;
import java.util.Random;

/** Asks 'Is the cat red?' */
final class ColourForm implements YesNoForm {
    private static final List<String> WORDINGS = List.of("Is the %s %s?", "Is the colour of the %s %s?");

    private final int colours;

    ColourForm(int colours) {
        this.colours = colours;
    }

    @Override
    public boolean fits(Scene scene) {
        return !scene.singles().isEmpty();
    }

    @Override
    public PictureQuestion ask(Scene scene, boolean yes, Random random) {
        Thing thing = Words.pick(scene.singles(), random);
        Colour asked = yes ? thing.colour() : thing.colour().another(colours, random);
        String text = Words.pick(WORDINGS, random).formatted(thing.kind().name(), asked.word());
        String truth = "the " + thing.kind().name() + " is " + thing.colour().word();
        Colour wrong = yes ? thing.colour().another(colours, random) : asked;
        return PictureQuestion.yesNo(text, yes, truth, "the " + thing.kind().name() + " is " + wrong.word());
    }
}
