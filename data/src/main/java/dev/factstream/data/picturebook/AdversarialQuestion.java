package dev.factstream.data.picturebook;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Asks 'What colour is the ball?' or 'Where is the ball?' about an absent thing that would be expected in the scene. */
final class AdversarialQuestion implements OpenForm {
    private final Expectations expectations;
    private final int colours;

    AdversarialQuestion(Expectations expectations, World world) {
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
    public Optional<PictureQuestion> ask(Scene scene, Random random) {
        Kind kind = Words.pick(expectations.usualButAbsent(scene), random);
        boolean place = !scene.singles().isEmpty() && random.nextBoolean();
        String invented = place ? place(kind, scene, random) : colour(kind, random);
        String hedge = place ? RelationQuestion.hedge(kind) : AttributeQuestion.hedge(kind);
        return Optional.of(PictureQuestion.open(
                        type(),
                        place ? RelationQuestion.text(kind) : AttributeQuestion.text(kind),
                        Answers.of(denial(kind), invented, hedge),
                        kind,
                        truths -> informativeness(truths, kind))
                .withElaboration(expectations.elaboration(kind, scene))
                .withWrongAsTempting());
    }

    private String colour(Kind kind, Random random) {
        return AttributeQuestion.answer(kind, Colour.values()[random.nextInt(colours)]);
    }

    private static String place(Kind kind, Scene scene, Random random) {
        Relation relation = Relation.values()[random.nextInt(Relation.values().length)];
        return RelationQuestion.answer(
                kind, relation, Words.pick(scene.singles(), random).kind());
    }

    private static int informativeness(List<Claim> truths, Kind kind) {
        return Focus.existenceClaims(truths)
                .filter(told ->
                        told.denies() && told.place().isEmpty() && told.what().namesKind(kind))
                .mapToInt(told -> told.what().plain() ? Focus.EVERYTHING : Focus.LITTLE)
                .max()
                .orElse(0);
    }
}
