package dev.factstream.picturebook.questions;

import dev.factstream.picturebook.language.Claim;
import dev.factstream.picturebook.world.EnglishWords;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.Size;
import dev.factstream.picturebook.world.Thing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Asks 'Which is bigger, the cat or the ball?' */
public final class ComparisonQuestion implements OpenQuestionForm {
    private static final String EQUAL = "They are equally big.";

    private final CooccurrencePrior expectations;

    ComparisonQuestion(CooccurrencePrior expectations) {
        this.expectations = expectations;
    }

    @Override
    public QuestionType type() {
        return QuestionType.COMPARISON;
    }

    @Override
    public Optional<SceneQuestion> ask(Scene scene, Random random) {
        List<Thing> pair = new ArrayList<>(scene.singles());
        if (pair.size() < 2) {
            return Optional.empty();
        }
        Collections.shuffle(pair, random);
        Thing one = pair.get(0);
        Thing other = pair.get(1);
        return Optional.of(SceneQuestion.open(
                        type(),
                        text(one, other),
                        AnswerVariants.of(
                                answer(one, other),
                                EnglishWords.pick(wrong(one, other), random),
                                "I cannot tell which is bigger."),
                        one.kind(),
                        truths -> informativeness(truths, pair))
                .withElaboration(expectations.elaboration(one.kind(), scene)));
    }

    public static String text(Thing one, Thing other) {
        return "Which is bigger, the " + one.kind().name() + " or the "
                + other.kind().name() + "?";
    }

    /** Returns the two false ones of the three answers. */
    public static List<String> wrong(Thing one, Thing other) {
        String truth = answer(one, other);
        return List.of(EQUAL, bigger(one), bigger(other)).stream()
                .filter(answer -> !answer.equals(truth))
                .toList();
    }

    public static String answer(Thing one, Thing other) {
        if (one.size() == other.size()) {
            return EQUAL;
        }
        return bigger(one.size() == Size.BIG ? one : other);
    }

    private static String bigger(Thing thing) {
        return "The " + thing.kind().name() + " is bigger.";
    }

    private static int informativeness(List<Claim> truths, List<Thing> pair) {
        if (truths.stream().anyMatch(claim -> claim instanceof Claim.Sized || claim instanceof Claim.Equal)) {
            return InformativenessMeasure.EVERYTHING;
        }
        long sized = pair.stream()
                .filter(thing -> InformativenessMeasure.existenceClaims(truths)
                        .anyMatch(told -> told.includes(thing)
                                && told.what().saysKind(thing.kind())
                                && told.what().size().isPresent()))
                .count();
        return sized == 2 ? InformativenessMeasure.EVERYTHING : sized == 1 ? InformativenessMeasure.LITTLE : 0;
    }
}
