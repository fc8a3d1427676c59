package dev.factstream.picturebook.questions;

import dev.factstream.picturebook.language.Claim;
import dev.factstream.picturebook.world.Cell;
import dev.factstream.picturebook.world.EnglishWords;
import dev.factstream.picturebook.world.Kind;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.Thing;
import dev.factstream.picturebook.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks for a description and answers it: the environment, then every thing in reading order. The tempting answer appends the
 * usual companion of the first thing whose companion is absent.
 */
public final class DescriptionQuestion implements OpenQuestionForm {
    private static final List<String> WORDINGS = List.of(
            "Describe the picture.", "What is in the picture?", "What can you see?", "Tell me what is in the picture.");

    private final CooccurrencePrior expectations;
    private final int colours;

    public DescriptionQuestion(CooccurrencePrior expectations, World world) {
        this.expectations = expectations;
        this.colours = world.colours();
    }

    @Override
    public QuestionType type() {
        return QuestionType.HOLISTIC;
    }

    @Override
    public Optional<SceneQuestion> ask(Scene scene, Random random) {
        return Optional.of(describe(scene, random));
    }

    public SceneQuestion describe(Scene scene, Random random) {
        String truth = description(scene, scene.things());
        List<Thing> altered = new ArrayList<>(scene.things());
        int index = random.nextInt(altered.size());
        altered.set(index, altered(altered.get(index), scene, random));
        Optional<Elaboration> imagined = scene.things().stream()
                .map(thing -> expectations.elaboration(thing.kind(), scene))
                .filter(elaboration -> !elaboration.present())
                .findFirst();
        AnswerVariants answers = AnswerVariants.of(truth, description(scene, altered), vagueDescription(scene));
        SceneQuestion question = SceneQuestion.open(
                type(),
                EnglishWords.pick(WORDINGS, random),
                imagined.map(more -> answers.withTempting(truth + " " + more.sentence()))
                        .orElse(answers),
                scene.things().get(0).kind(),
                truths -> informativeness(truths, scene));
        return imagined.map(question::withElaboration).orElse(question);
    }

    /**
     * Returns a true description that omits one kind and adds it in the words of an elaboration, so that these words alone do
     * not mark a false description. Empty if no thing has its habitual companion.
     */
    public Optional<String> withCompanionLast(Scene scene) {
        for (Thing thing : scene.things()) {
            Elaboration companion = expectations.elaboration(thing.kind(), scene);
            List<Thing> others = scene.things().stream()
                    .filter(other -> !other.kind().equals(companion.kind()))
                    .toList();
            if (companion.present()) {
                return Optional.of(description(scene, others) + " " + companion.sentence());
            }
        }
        return Optional.empty();
    }

    /** Changes the kind (to an absent one), colour, size or place: each makes the sentence false. */
    private Thing altered(Thing thing, Scene scene, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> thing.withKind(EnglishWords.pick(expectations.usualButAbsent(scene), random));
            case 1 -> thing.withColour(thing.colour().another(colours, random));
            case 2 -> thing.withOtherSize();
            default -> thing.withCell(EnglishWords.pick(cellsWithout(thing.kind(), scene), random));
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
                        things.stream().map(DescriptionQuestion::sentence))
                .collect(Collectors.joining(" "));
    }

    private static String vagueDescription(Scene scene) {
        return "There is "
                + EnglishWords.list(scene.things().stream()
                        .map(thing -> EnglishWords.a(thing.kind().vagueName()))
                        .distinct()
                        .toList())
                + ".";
    }

    private static String sentence(Thing thing) {
        return "There is " + EnglishWords.a(thing.fullName()) + " "
                + thing.cell().withPreposition() + ".";
    }

    /**
     * Returns the share of the things that are described, in thirds, rounded down but not to 0. A thing described with its
     * colour counts fully, by its kind half, by its category a quarter.
     */
    private static int informativeness(List<Claim> truths, Scene scene) {
        List<Claim.Existence> unused =
                new ArrayList<>(InformativenessMeasure.existenceClaims(truths).toList());
        double told = 0;
        for (Thing thing : scene.things()) {
            Optional<Claim.Existence> best = unused.stream()
                    .filter(claim -> claim.includes(thing))
                    .max(Comparator.comparingDouble(claim -> worth(claim, thing)));
            told += best.map(claim -> worth(claim, thing)).orElse(0.0);
            // 'a cat' covers one cat, 'two cats' cover both
            best.filter(claim -> claim.number().orElse(1) == 1).ifPresent(unused::remove);
        }
        int thirds =
                (int) (InformativenessMeasure.EVERYTHING * told / scene.things().size());
        return told > 0 ? Math.max(InformativenessMeasure.LITTLE, thirds) : 0;
    }

    private static double worth(Claim.Existence claim, Thing thing) {
        if (!claim.what().saysKind(thing.kind())) {
            return 0.25;
        }
        return claim.what().colour().isPresent() ? 1 : 0.5;
    }
}
