package dev.factstream.data.picturebook;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks for a description and gives one: the environment, then every thing in reading order. Habit adds, at the end, what
 * usually comes with the first thing that is without it.
 */
final class Descriptions implements OpenForm {
    private static final List<String> WORDINGS = List.of(
            "Describe the picture.", "What is in the picture?", "What can you see?", "Tell me what is in the picture.");

    private final Expectations expectations;
    private final int colours;

    Descriptions(Expectations expectations, World world) {
        this.expectations = expectations;
        this.colours = world.colours();
    }

    @Override
    public QuestionType type() {
        return QuestionType.HOLISTIC;
    }

    @Override
    public Optional<PictureQuestion> ask(Scene scene, Random random) {
        return Optional.of(describe(scene, random));
    }

    PictureQuestion describe(Scene scene, Random random) {
        String truth = description(scene, scene.things());
        List<Thing> altered = new ArrayList<>(scene.things());
        int victim = random.nextInt(altered.size());
        altered.set(victim, altered(altered.get(victim), scene, random));
        Optional<Elaboration> imagined = scene.things().stream()
                .map(thing -> expectations.elaboration(thing.kind(), scene))
                .filter(elaboration -> !elaboration.there())
                .findFirst();
        Answers answers = Answers.of(truth, description(scene, altered), vaguely(scene));
        PictureQuestion question = PictureQuestion.open(
                type(),
                Words.pick(WORDINGS, random),
                imagined.map(more -> answers.tempting(truth + " " + more.sentence()))
                        .orElse(answers),
                scene.things().get(0).kind(),
                truths -> informativeness(truths, scene));
        return imagined.map(question::elaborated).orElse(question);
    }

    /**
     * A true description that leaves one thing out and adds it in the words of an elaboration: so that these words alone
     * do not tell a false description. Empty where no thing comes with its habitual companion.
     */
    Optional<String> sparing(Scene scene) {
        for (Thing thing : scene.things()) {
            Elaboration companion = expectations.elaboration(thing.kind(), scene);
            List<Thing> others = scene.things().stream()
                    .filter(other -> !other.kind().equals(companion.kind()))
                    .toList();
            if (companion.there()) {
                return Optional.of(description(scene, others) + " " + companion.sentence());
            }
        }
        return Optional.empty();
    }

    /** Another kind that is absent, or another colour, size or place: each makes the sentence false. */
    private Thing altered(Thing thing, Scene scene, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> thing.as(Words.pick(expectations.usualButAbsent(scene), random));
            case 1 -> thing.in(thing.colour().another(colours, random));
            case 2 -> thing.resized();
            default -> thing.at(Words.pick(cellsWithout(thing.kind(), scene), random));
        };
    }

    private static List<Cell> cellsWithout(Kind kind, Scene scene) {
        return Cell.all().stream()
                .filter(cell -> scene.things().stream()
                        .noneMatch(thing ->
                                thing.kind().equals(kind) && thing.cell().equals(cell)))
                .toList();
    }

    private static String description(Scene scene, List<Thing> things) {
        return Stream.concat(
                        Stream.of(EnvironmentQuestion.answer(scene.environment())),
                        things.stream().map(Descriptions::sentence))
                .collect(Collectors.joining(" "));
    }

    private static String vaguely(Scene scene) {
        return "There is "
                + Words.list(scene.things().stream()
                        .map(thing -> Words.a(thing.kind().vaguely()))
                        .distinct()
                        .toList())
                + ".";
    }

    private static String sentence(Thing thing) {
        return "There is " + Words.a(thing.fullName()) + " " + thing.cell().atIt() + ".";
    }

    /**
     * The share of the things that are told, in thirds, rounded down but not to nothing. A thing told with its colour
     * counts whole, told of by its kind half, by its category a quarter.
     */
    private static int informativeness(List<Claim> truths, Scene scene) {
        List<Claim.Told> unused = new ArrayList<>(Focus.told(truths).toList());
        double told = 0;
        for (Thing thing : scene.things()) {
            Optional<Claim.Told> best = unused.stream()
                    .filter(claim -> claim.of(thing))
                    .max(Comparator.comparingDouble(claim -> worth(claim, thing)));
            told += best.map(claim -> worth(claim, thing)).orElse(0.0);
            // 'a cat' tells of one cat, 'two cats' of both
            best.filter(claim -> claim.number().orElse(1) == 1).ifPresent(unused::remove);
        }
        int thirds = (int) (Focus.EVERYTHING * told / scene.things().size());
        return told > 0 ? Math.max(Focus.LITTLE, thirds) : 0;
    }

    private static double worth(Claim.Told claim, Thing thing) {
        if (!claim.what().saysKind(thing.kind())) {
            return 0.25;
        }
        return claim.what().colour().isPresent() ? 1 : 0.5;
    }
}
