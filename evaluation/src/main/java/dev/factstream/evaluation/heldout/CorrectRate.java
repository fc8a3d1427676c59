package dev.factstream.evaluation.heldout;

import dev.factstream.evaluation.statistics.Share;
import dev.factstream.schemas.facts.AnswerGrader;
import dev.factstream.schemas.facts.AnswerGrader.Verdict;
import dev.factstream.schemas.facts.AnswerKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Share of right answers, by {@link AnswerGrader}. An answer that is none of the possible ones does not count as right.
 *
 * @param all share of right answers
 * @param yesNo the same among yes/no questions
 * @param multipleChoice the same among multiple-choice questions
 * @param saysYes share of yes/no questions answered with yes, right or wrong
 * @param unclear share of answers that are none of the possible ones
 */
public record CorrectRate(Share all, Share yesNo, Share multipleChoice, Share saysYes, Share unclear) {

    /**
     * Judges answers.
     *
     * @param questions none of them open
     * @param answers one for each question, in the same order
     */
    public static CorrectRate of(List<HeldOutQuestion> questions, List<String> answers) {
        if (questions.size() != answers.size()) {
            throw new IllegalArgumentException(answers.size() + " answers to " + questions.size() + " questions");
        }
        List<Judged> judged = IntStream.range(0, questions.size())
                .mapToObj(i -> Judged.of(questions.get(i), answers.get(i)))
                .toList();
        List<Judged> yesNo =
                judged.stream().filter(one -> one.kind == AnswerKind.YES_NO).toList();
        List<Judged> choice = judged.stream()
                .filter(one -> one.kind == AnswerKind.MULTIPLE_CHOICE)
                .toList();
        return new CorrectRate(
                right(judged),
                right(yesNo),
                right(choice),
                new Share(
                        (int) yesNo.stream()
                                .filter(one -> one.given.equals(Optional.of("yes")))
                                .count(),
                        yesNo.size()),
                new Share(
                        (int) judged.stream().filter(one -> one.given.isEmpty()).count(), judged.size()));
    }

    private static Share right(List<Judged> judged) {
        return new Share((int) judged.stream().filter(Judged::right).count(), judged.size());
    }

    private record Judged(AnswerKind kind, Optional<String> given, boolean right) {
        static Judged of(HeldOutQuestion question, String answer) {
            AnswerKind kind = question.facts().answerKind();
            if (kind == AnswerKind.OPEN) {
                throw new IllegalArgumentException(
                        "cannot compute a correct rate of an open question: " + question.text());
            }
            boolean right = AnswerGrader.judge(question.facts(), question.text(), answer) == Verdict.RIGHT;
            return new Judged(kind, AnswerGrader.extract(kind, question.text(), answer), right);
        }
    }

    /** Number of questions asked. */
    public int questions() {
        return all.total();
    }

    /** Right answers in percent of the questions. */
    public double percent() {
        return 100 * all.rate();
    }

    /** Everything on one line, with 95 % intervals. */
    public String details() {
        return "correct " + all + " of " + questions() + "; yes/no " + yesNo + ", multiple choice " + multipleChoice
                + "; says yes to " + saysYes + "; unclear " + unclear;
    }

    /** For example {@code 81.4 %}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f %%", percent());
    }
}
