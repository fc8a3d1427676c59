package dev.factstream.picturebook.questions;

import dev.factstream.picturebook.language.Claim;
import dev.factstream.picturebook.language.NounPhrase;
import dev.factstream.picturebook.world.EnglishWords;
import dev.factstream.picturebook.world.Kind;
import dev.factstream.picturebook.world.Scene;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Asks 'How many cats are there?' */
final class CountingQuestion implements OpenQuestionForm {
    /** Wrong answers go up to this number, or to one more than the true count. */
    private static final int MOST = 3;

    private final CooccurrencePrior expectations;

    CountingQuestion(CooccurrencePrior expectations) {
        this.expectations = expectations;
    }

    @Override
    public QuestionType type() {
        return QuestionType.COUNTING;
    }

    @Override
    public Optional<SceneQuestion> ask(Scene scene, Random random) {
        Kind kind = EnglishWords.pick(List.copyOf(scene.counts().keySet()), random);
        int count = scene.count(kind);
        List<Integer> others = IntStream.rangeClosed(1, Math.min(9, Math.max(MOST, count + 1)))
                .filter(number -> number != count)
                .boxed()
                .toList();
        return Optional.of(SceneQuestion.open(
                        type(),
                        "How many " + kind.plural() + " are there?",
                        AnswerVariants.of(
                                answer(kind, count),
                                answer(kind, EnglishWords.pick(others, random)),
                                "There are some " + kind.plural() + "."),
                        kind,
                        truths -> informativeness(truths, kind))
                .withElaboration(expectations.elaboration(kind, scene)));
    }

    private static String answer(Kind kind, int count) {
        return (count == 1 ? "There is " : "There are ") + kind.counted(count) + ".";
    }

    /** 'Two animals' gives little information about the number of cats, and so does 'a cat'. */
    private static int informativeness(List<Claim> truths, Kind kind) {
        return InformativenessMeasure.existenceClaims(truths)
                .filter(told -> !told.denies() && told.what().namesKind(kind))
                .mapToInt(told -> told.number().isPresent()
                                && told.what().equals(NounPhrase.of(kind))
                                && told.place().isEmpty()
                        ? InformativenessMeasure.EVERYTHING
                        : InformativenessMeasure.LITTLE)
                .max()
                .orElse(0);
    }
}
