package dev.factstream.data.picturebook;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** 'What is at the top left?', where something is. */
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
                                answer(thing.kind().vaguely(), thing.cell())),
                        thing.kind(),
                        truths -> informativeness(truths, thing))
                .elaborated(expectations.elaboration(thing.kind(), scene)));
    }

    /** Something that is elsewhere, where there is more than one thing and half of the times; else what is not there at all. */
    private Thing mistaken(Thing thing, Scene scene, Random random) {
        List<Thing> elsewhere = scene.things().stream()
                .filter(other -> !other.colouredName().equals(thing.colouredName()))
                .toList();
        return elsewhere.isEmpty() || random.nextBoolean() ? changed(thing, random) : Words.pick(elsewhere, random);
    }

    /** The thing in another colour, or another thing of that colour. */
    private Thing changed(Thing thing, Random random) {
        return random.nextBoolean()
                ? thing.in(Words.pick(
                        colours.stream().filter(c -> c != thing.colour()).toList(), random))
                : thing.as(Words.pick(
                        catalogue.kinds().stream()
                                .filter(kind -> !kind.equals(thing.kind()))
                                .toList(),
                        random));
    }

    static String text(Cell cell) {
        return "What is " + cell.atIt() + "?";
    }

    static String answer(String what, Cell cell) {
        return "There is " + Words.a(what) + " " + cell.atIt() + ".";
    }

    private static int informativeness(List<Claim> truths, Thing thing) {
        return Focus.told(truths)
                .filter(told -> told.of(thing))
                .map(Claim.Told::what)
                .mapToInt(what -> !what.saysKind(thing.kind())
                        ? Focus.LITTLE
                        : what.colour().isPresent() ? Focus.EVERYTHING : Focus.MOST)
                .max()
                .orElse(0);
    }
}
