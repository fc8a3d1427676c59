package dev.factstream.data.picturebook;

import dev.factstream.schemas.facts.AnswerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Asks for a description and gives one: the environment, then every thing in reading order. */
final class Descriptions {
    private static final List<String> WORDINGS = List.of(
            "Describe the picture.", "What is in the picture?", "What can you see?", "Tell me what is in the picture.");

    private final Expectations expectations;
    private final int colours;

    Descriptions(Expectations expectations, World world) {
        this.expectations = expectations;
        this.colours = world.colours();
    }

    PictureQuestion ask(Scene scene, Random random) {
        List<String> sentences = new ArrayList<>();
        sentences.add("This is the " + scene.environment().name() + ".");
        scene.things().forEach(thing -> sentences.add(sentence(thing)));
        String truth = String.join(" ", sentences);
        sentences.add(1 + random.nextInt(sentences.size()), sentence(imagined(scene, random)));
        return new PictureQuestion(
                AnswerKind.OPEN,
                Words.pick(WORDINGS, random),
                Optional.empty(),
                truth,
                truth,
                Optional.of(String.join(" ", sentences)));
    }

    private Thing imagined(Scene scene, Random random) {
        return new Thing(
                Words.pick(expectations.usualButAbsent(scene), random),
                Colour.values()[random.nextInt(colours)],
                Size.values()[random.nextInt(Size.values().length)],
                Words.pick(Cell.all(), random));
    }

    private static String sentence(Thing thing) {
        return "There is " + Words.a(thing.fullName()) + " " + thing.cell().atIt() + ".";
    }
}
