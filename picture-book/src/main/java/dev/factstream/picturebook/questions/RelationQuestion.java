package dev.factstream.picturebook.questions;

import dev.factstream.picturebook.language.Claim;
import dev.factstream.picturebook.world.EnglishWords;
import dev.factstream.picturebook.world.Kind;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.SpatialRelation;
import dev.factstream.picturebook.world.Thing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Asks 'Where is the cat?', answered relative to another thing. If two relations hold, the answer gives the one along the
 * greater distance, the horizontal one if both are equal.
 */
public final class RelationQuestion implements OpenQuestionForm {
    private final CooccurrencePrior expectations;

    RelationQuestion(CooccurrencePrior expectations) {
        this.expectations = expectations;
    }

    public static String text(Kind kind) {
        return "Where is the " + kind.name() + "?";
    }

    static String answer(Kind kind, SpatialRelation relation, Kind other) {
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
    public Optional<SceneQuestion> ask(Scene scene, Random random) {
        List<Thing> pair = new ArrayList<>(scene.singles());
        if (pair.size() < 2) {
            return Optional.empty();
        }
        Collections.shuffle(pair, random);
        Kind kind = pair.get(0).kind();
        Kind other = pair.get(1).kind();
        SpatialRelation truth =
                SpatialRelation.of(pair.get(0).cell(), pair.get(1).cell());
        // two of three wrong answers deny the thing: otherwise 'there is no' would nearly always be true
        String wrong = random.nextInt(3) > 0 ? AdversarialQuestion.denial(kind) : falsehood(pair, random);
        return Optional.of(SceneQuestion.open(
                        type(),
                        text(kind),
                        AnswerVariants.of(
                                answer(kind, truth, other),
                                wrong,
                                "The " + kind.name() + " is near the " + other.name() + "."),
                        kind,
                        truths -> informativeness(truths, kind))
                .withElaboration(expectations.elaboration(kind, scene)));
    }

    /** Returns an answer with a relation that does not hold between the pair. */
    private static String falsehood(List<Thing> pair, Random random) {
        List<SpatialRelation> failing = Arrays.stream(SpatialRelation.values())
                .filter(relation ->
                        !relation.holds(pair.get(0).cell(), pair.get(1).cell()))
                .toList();
        return answer(
                pair.get(0).kind(),
                EnglishWords.pick(failing, random),
                pair.get(1).kind());
    }

    /** A relation or a place in the picture gives all information, 'near' gives little. */
    private static int informativeness(List<Claim> truths, Kind kind) {
        if (InformativenessMeasure.existenceClaims(truths)
                .anyMatch(told -> told.what().saysKind(kind) && told.place().isPresent())) {
            return InformativenessMeasure.EVERYTHING;
        }
        return truths.stream()
                .filter(Claim.Related.class::isInstance)
                .map(Claim.Related.class::cast)
                .filter(related ->
                        related.one().saysKind(kind) || related.other().saysKind(kind))
                .mapToInt(related -> related.relation().isPresent()
                        ? InformativenessMeasure.EVERYTHING
                        : InformativenessMeasure.LITTLE)
                .max()
                .orElse(0);
    }
}
