package dev.factstream.evaluation.heldout;

import dev.factstream.schemas.facts.SymbolicAnswer.Verdict;
import java.util.Collection;
import java.util.Locale;

/**
 * How many answers were right.
 *
 * @param right answers that are the correct one
 * @param wrong answers that are another one
 * @param neither answers that are none of the possible ones
 */
public record CorrectRate(int right, int wrong, int neither) {
    static CorrectRate of(Collection<Verdict> verdicts) {
        return new CorrectRate(
                count(verdicts, Verdict.RIGHT), count(verdicts, Verdict.WRONG), count(verdicts, Verdict.NEITHER));
    }

    /** How many questions were asked. */
    public int questions() {
        return right + wrong + neither;
    }

    /** Right answers in percent of the questions. */
    public double percent() {
        return 100.0 * right / questions();
    }

    /** For example {@code 81.4 %}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f %%", percent());
    }

    private static int count(Collection<Verdict> verdicts, Verdict wanted) {
        return (int) verdicts.stream().filter(wanted::equals).count();
    }
}
