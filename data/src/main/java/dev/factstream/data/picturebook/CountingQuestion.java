package dev.factstream.data.picturebook;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Asks 'How many cats are there?' */
final class CountingQuestion implements OpenForm {
    /** Wrong answers go up to this number, or to one more than the true count. */
    private static final int MOST = 3;

    private final Expectations expectations;

    CountingQuestion(Expectations expectations) {
        this.expectations = expectations;
    }

    @Override
    public QuestionType type() {
        return QuestionType.COUNTING;
    }

    @Override
    public Optional<PictureQuestion> ask(Scene scene, Random random) {
        Kind kind = Words.pick(List.copyOf(scene.counts().keySet()), random);
        int count = scene.count(kind);
        List<Integer> others = IntStream.rangeClosed(1, Math.min(9, Math.max(MOST, count + 1)))
                .filter(number -> number != count)
                .boxed()
                .toList();
        return Optional.of(PictureQuestion.open(
                        type(),
                        "How many " + kind.plural() + " are there?",
                        Answers.of(
                                answer(kind, count),
                                answer(kind, Words.pick(others, random)),
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
        return Focus.existenceClaims(truths)
                .filter(told -> !told.denies() && told.what().namesKind(kind))
                .mapToInt(told -> told.number().isPresent()
                                && told.what().equals(Phrase.of(kind))
                                && told.place().isEmpty()
                        ? Focus.EVERYTHING
                        : Focus.LITTLE)
                .max()
                .orElse(0);
    }
}
