package dev.factstream.picturebook.questions;

import dev.factstream.picturebook.language.Claim;
import dev.factstream.picturebook.world.Catalogue;
import dev.factstream.picturebook.world.Cell;
import dev.factstream.picturebook.world.Colour;
import dev.factstream.picturebook.world.EnglishWords;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.Thing;
import dev.factstream.picturebook.world.World;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Asks 'What is at the top left?' about an occupied cell. */
public final class OtherQuestion implements OpenQuestionForm {
    private final Catalogue catalogue;
    private final CooccurrencePrior expectations;
    private final List<Colour> colours;

    OtherQuestion(Catalogue catalogue, CooccurrencePrior expectations, World world) {
        this.catalogue = catalogue;
        this.expectations = expectations;
        this.colours = Arrays.asList(Colour.values()).subList(0, world.colours());
    }

    @Override
    public QuestionType type() {
        return QuestionType.OTHER;
    }

    @Override
    public Optional<SceneQuestion> ask(Scene scene, Random random) {
        Thing thing = EnglishWords.pick(scene.things(), random);
        return Optional.of(SceneQuestion.open(
                        type(),
                        text(thing.cell()),
                        AnswerVariants.of(
                                answer(thing.colouredName(), thing.cell()),
                                answer(mistaken(thing, scene, random).colouredName(), thing.cell()),
                                answer(thing.kind().vagueName(), thing.cell())),
                        thing.kind(),
                        truths -> informativeness(truths, thing))
                .withElaboration(expectations.elaboration(thing.kind(), scene)));
    }

    /** Returns a different thing of the scene in half of the cases, if there is one; otherwise a changed thing. */
    private Thing mistaken(Thing thing, Scene scene, Random random) {
        List<Thing> elsewhere = scene.things().stream()
                .filter(other -> !other.colouredName().equals(thing.colouredName()))
                .toList();
        return elsewhere.isEmpty() || random.nextBoolean()
                ? changed(thing, random)
                : EnglishWords.pick(elsewhere, random);
    }

    /** Returns the thing in another colour, or another kind in the same colour. */
    private Thing changed(Thing thing, Random random) {
        return random.nextBoolean()
                ? thing.withColour(EnglishWords.pick(
                        colours.stream().filter(c -> c != thing.colour()).toList(), random))
                : thing.withKind(EnglishWords.pick(
                        catalogue.kinds().stream()
                                .filter(kind -> !kind.equals(thing.kind()))
                                .toList(),
                        random));
    }

    public static String text(Cell cell) {
        return "What is " + cell.withPreposition() + "?";
    }

    public static String answer(String what, Cell cell) {
        return "There is " + EnglishWords.a(what) + " " + cell.withPreposition() + ".";
    }

    private static int informativeness(List<Claim> truths, Thing thing) {
        return InformativenessMeasure.existenceClaims(truths)
                .filter(told -> told.includes(thing))
                .map(Claim.Existence::what)
                .mapToInt(what -> !what.saysKind(thing.kind())
                        ? InformativenessMeasure.LITTLE
                        : what.colour().isPresent() ? InformativenessMeasure.EVERYTHING : InformativenessMeasure.MOST)
                .max()
                .orElse(0);
    }
}
