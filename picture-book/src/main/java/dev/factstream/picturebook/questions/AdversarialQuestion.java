package dev.factstream.picturebook.questions;

import dev.factstream.picturebook.language.Claim;
import dev.factstream.picturebook.world.Colour;
import dev.factstream.picturebook.world.EnglishWords;
import dev.factstream.picturebook.world.Kind;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.SpatialRelation;
import dev.factstream.picturebook.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Asks 'What colour is the ball?' or 'Where is the ball?' about an absent thing that would be expected in the scene. */
final class AdversarialQuestion implements OpenQuestionForm {
    private final CooccurrencePrior expectations;
    private final int colours;

    AdversarialQuestion(CooccurrencePrior expectations, World world) {
        this.expectations = expectations;
        this.colours = world.colours();
    }

    static String denial(Kind kind) {
        return "There is no " + kind.name() + ".";
    }

    @Override
    public QuestionType type() {
        return QuestionType.ADVERSARIAL;
    }

    @Override
    public Optional<SceneQuestion> ask(Scene scene, Random random) {
        Kind kind = EnglishWords.pick(expectations.usualButAbsent(scene), random);
        boolean place = !scene.singles().isEmpty() && random.nextBoolean();
        String invented = place ? place(kind, scene, random) : colour(kind, random);
        String hedge = place ? RelationQuestion.hedge(kind) : AttributeQuestion.hedge(kind);
        return Optional.of(SceneQuestion.open(
                        type(),
                        place ? RelationQuestion.text(kind) : AttributeQuestion.text(kind),
                        AnswerVariants.of(denial(kind), invented, hedge),
                        kind,
                        truths -> informativeness(truths, kind))
                .withElaboration(expectations.elaboration(kind, scene))
                .withWrongAsTempting());
    }

    private String colour(Kind kind, Random random) {
        return AttributeQuestion.answer(kind, Colour.values()[random.nextInt(colours)]);
    }

    private static String place(Kind kind, Scene scene, Random random) {
        SpatialRelation relation = SpatialRelation.values()[random.nextInt(SpatialRelation.values().length)];
        return RelationQuestion.answer(
                kind, relation, EnglishWords.pick(scene.singles(), random).kind());
    }

    private static int informativeness(List<Claim> truths, Kind kind) {
        return InformativenessMeasure.existenceClaims(truths)
                .filter(told ->
                        told.denies() && told.place().isEmpty() && told.what().namesKind(kind))
                .mapToInt(
                        told -> told.what().plain() ? InformativenessMeasure.EVERYTHING : InformativenessMeasure.LITTLE)
                .max()
                .orElse(0);
    }
}
