package dev.factstream.data.picturebook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * 'Where is the cat?', answered from where another thing is. Where two relations hold, that along the greater distance
 * is told, and the horizontal one where both are the same.
 */
final class RelationQuestion implements OpenForm {
    private final Expectations expectations;

    RelationQuestion(Expectations expectations) {
        this.expectations = expectations;
    }

    static String text(Kind kind) {
        return "Where is the " + kind.name() + "?";
    }

    static String answer(Kind kind, Relation relation, Kind other) {
        return "The " + kind.name() + " is " + relation.words() + " the " + other.name() + ".";
    }

    static String hedge(Kind kind) {
        return "I cannot tell where the " + kind.name() + " is.";
    }

    @Override
    public QuestionType type() {
        return QuestionType.RELATION;
    }

    @Override
    public Optional<PictureQuestion> ask(Scene scene, Random random) {
        List<Thing> pair = new ArrayList<>(scene.singles());
        if (pair.size() < 2) {
            return Optional.empty();
        }
        Collections.shuffle(pair, random);
        Kind kind = pair.get(0).kind();
        Kind other = pair.get(1).kind();
        Relation truth = Relation.of(pair.get(0).cell(), pair.get(1).cell());
        // two wrong answers in three deny the thing: else 'there is no' would nearly always be true
        String wrong = random.nextInt(3) > 0 ? AdversarialQuestion.denial(kind) : falsehood(pair, random);
        return Optional.of(PictureQuestion.open(
                        type(),
                        text(kind),
                        Answers.of(
                                answer(kind, truth, other),
                                wrong,
                                "The " + kind.name() + " is near the " + other.name() + "."),
                        kind,
                        truths -> informativeness(truths, kind))
                .elaborated(expectations.elaboration(kind, scene)));
    }

    /** A relation in which the first of the pair does not stand to the second. */
    private static String falsehood(List<Thing> pair, Random random) {
        List<Relation> failing = Arrays.stream(Relation.values())
                .filter(relation ->
                        !relation.holds(pair.get(0).cell(), pair.get(1).cell()))
                .toList();
        return answer(
                pair.get(0).kind(), Words.pick(failing, random), pair.get(1).kind());
    }

    /** A relation or a place of the picture tells all, 'near' tells little. */
    private static int informativeness(List<Claim> truths, Kind kind) {
        if (Focus.told(truths)
                .anyMatch(told -> told.what().saysKind(kind) && told.place().isPresent())) {
            return Focus.EVERYTHING;
        }
        return truths.stream()
                .filter(Claim.Related.class::isInstance)
                .map(Claim.Related.class::cast)
                .filter(related ->
                        related.one().saysKind(kind) || related.other().saysKind(kind))
                .mapToInt(related -> related.relation().isPresent() ? Focus.EVERYTHING : Focus.LITTLE)
                .max()
                .orElse(0);
    }
}
