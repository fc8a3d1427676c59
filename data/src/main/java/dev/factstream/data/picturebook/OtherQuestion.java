package dev.factstream.data.picturebook;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Asks 'What is at the top left?' about an occupied cell. */
final class OtherQuestion implements OpenForm {
    private final Catalogue catalogue;
    private final Expectations expectations;
    private final List<Colour> colours;

    OtherQuestion(Catalogue catalogue, Expectations expectations, World world) {
        this.catalogue = catalogue;
        this.expectations = expectations;
        this.colours = Arrays.asList(Colour.values()).subList(0, world.colours());
    }

    @Override
    public QuestionType type() {
        return QuestionType.OTHER;
    }

    @Override
    public Optional<PictureQuestion> ask(Scene scene, Random random) {
        Thing thing = Words.pick(scene.things(), random);
        return Optional.of(PictureQuestion.open(
                        type(),
                        text(thing.cell()),
                        Answers.of(
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
        return elsewhere.isEmpty() || random.nextBoolean() ? changed(thing, random) : Words.pick(elsewhere, random);
    }

    /** Returns the thing in another colour, or another kind in the same colour. */
    private Thing changed(Thing thing, Random random) {
        return random.nextBoolean()
                ? thing.withColour(Words.pick(
                        colours.stream().filter(c -> c != thing.colour()).toList(), random))
                : thing.withKind(Words.pick(
                        catalogue.kinds().stream()
                                .filter(kind -> !kind.equals(thing.kind()))
                                .toList(),
                        random));
    }

    static String text(Cell cell) {
        return "What is " + cell.withPreposition() + "?";
    }

    static String answer(String what, Cell cell) {
        return "There is " + Words.a(what) + " " + cell.withPreposition() + ".";
    }

    private static int informativeness(List<Claim> truths, Thing thing) {
        return Focus.existenceClaims(truths)
                .filter(told -> told.includes(thing))
                .map(Claim.Existence::what)
                .mapToInt(what -> !what.saysKind(thing.kind())
                        ? Focus.LITTLE
                        : what.colour().isPresent() ? Focus.EVERYTHING : Focus.MOST)
                .max()
                .orElse(0);
    }
}
