package dev.factstream.picturebook.rows;

import dev.factstream.picturebook.questions.ComparisonQuestion;
import dev.factstream.picturebook.questions.OtherQuestion;
import dev.factstream.picturebook.questions.RelationQuestion;
import dev.factstream.picturebook.questions.YesNoRelationForm;
import dev.factstream.picturebook.world.Catalogue;
import dev.factstream.picturebook.world.Cell;
import dev.factstream.picturebook.world.Colour;
import dev.factstream.picturebook.world.EnglishWords;
import dev.factstream.picturebook.world.Kind;
import dev.factstream.picturebook.world.Size;
import dev.factstream.picturebook.world.SpatialRelation;
import dev.factstream.picturebook.world.Thing;
import dev.factstream.picturebook.world.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A list of things and questions about them.
 *
 * @param listed the list
 * @param questions four, each answerable from the list alone
 */
record ListedThingsExercise(String listed, List<Question> questions) {
    private static final int THINGS = 4;

    /** A question with a true answer and a false one. */
    record Question(String text, String truth, String falsehood) {}

    /** Draws an exercise about colours, sizes, places or relations, each equally likely. */
    static ListedThingsExercise draw(World world, Random random) {
        List<Thing> things = things(world, random);
        return switch (random.nextInt(4)) {
            case 0 -> colours(things, world, random);
            case 1 -> sizes(things, random);
            case 2 -> places(things, random);
            default -> relations(things, random);
        };
    }

    /**
     * Asks a separate question about each colour; things may share a colour, so that the last answer cannot be found by
     * elimination.
     */
    private static ListedThingsExercise colours(List<Thing> things, World world, Random random) {
        List<Question> questions = things.stream()
                .map(thing -> new Question(
                        "the " + thing.kind().name() + " is",
                        thing.colour().word(),
                        thing.colour().another(world.colours(), random).word()))
                .toList();
        return of(
                things.stream()
                        .map(thing -> EnglishWords.a(thing.colouredName()))
                        .toList(),
                questions,
                random);
    }

    private static ListedThingsExercise sizes(List<Thing> things, Random random) {
        List<Question> questions = IntStream.range(0, THINGS)
                .mapToObj(i -> {
                    Thing one = things.get(i);
                    Thing other = things.get((i + 1) % THINGS);
                    return new Question(
                            ComparisonQuestion.text(one, other),
                            ComparisonQuestion.answer(one, other),
                            EnglishWords.pick(ComparisonQuestion.wrong(one, other), random));
                })
                .toList();
        return of(
                things.stream()
                        .map(thing -> EnglishWords.a(
                                thing.size().word() + " " + thing.kind().name()))
                        .toList(),
                questions,
                random);
    }

    private static ListedThingsExercise places(List<Thing> things, Random random) {
        List<Question> questions = IntStream.range(0, THINGS)
                .mapToObj(i -> {
                    Thing thing = things.get(i);
                    Thing elsewhere = things.get((i + 1 + random.nextInt(THINGS - 1)) % THINGS);
                    return new Question(
                            OtherQuestion.text(thing.cell()),
                            OtherQuestion.answer(thing.colouredName(), thing.cell()),
                            OtherQuestion.answer(elsewhere.colouredName(), thing.cell()));
                })
                .toList();
        return of(
                things.stream()
                        .map(thing -> EnglishWords.a(thing.colouredName()) + " "
                                + thing.cell().withPreposition())
                        .toList(),
                questions,
                random);
    }

    /** Asks about two pairs of things, each from both sides. */
    private static ListedThingsExercise relations(List<Thing> things, Random random) {
        List<String> told = new ArrayList<>();
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < THINGS; i += 2) {
            Thing one = things.get(i);
            Thing other = things.get(i + 1);
            told.add(EnglishWords.a(one.kind().name()) + " "
                    + SpatialRelation.of(one.cell(), other.cell()).words() + " "
                    + EnglishWords.a(other.kind().name()));
            questions.add(relation(one, other, random));
            questions.add(relation(other, one, random));
        }
        return of(told, questions, random);
    }

    private static Question relation(Thing one, Thing other, Random random) {
        SpatialRelation truth = SpatialRelation.of(one.cell(), other.cell());
        String holds = YesNoRelationForm.statement(one, truth, other);
        String fails = YesNoRelationForm.statement(one, truth.opposite(), other);
        return switch (random.nextInt(3)) {
            case 0 ->
                new Question(
                        YesNoRelationForm.text(one, truth, other),
                        EnglishWords.sentence("yes, " + holds),
                        EnglishWords.sentence("no, " + fails));
            case 1 ->
                new Question(
                        YesNoRelationForm.text(one, truth.opposite(), other),
                        EnglishWords.sentence("no, " + holds),
                        EnglishWords.sentence("yes, " + fails));
            default ->
                new Question(
                        RelationQuestion.text(one.kind()), EnglishWords.sentence(holds), EnglishWords.sentence(fails));
        };
    }

    private static ListedThingsExercise of(List<String> told, List<Question> questions, Random random) {
        List<Question> shuffled = new ArrayList<>(questions);
        Collections.shuffle(shuffled, random);
        return new ListedThingsExercise(told.stream().collect(Collectors.joining(", ")), List.copyOf(shuffled));
    }

    /** Draws things of different kinds in different cells. */
    private static List<Thing> things(World world, Random random) {
        List<Kind> kinds = new ArrayList<>(Catalogue.of(world).kinds());
        List<Cell> cells = new ArrayList<>(Cell.all());
        Collections.shuffle(kinds, random);
        Collections.shuffle(cells, random);
        List<Colour> colours = Arrays.asList(Colour.values()).subList(0, world.colours());
        return IntStream.range(0, THINGS)
                .mapToObj(i -> new Thing(
                        kinds.get(i),
                        EnglishWords.pick(colours, random),
                        EnglishWords.pick(List.of(Size.values()), random),
                        cells.get(i)))
                .toList();
    }
}
