package dev.factstream.learner.preference;

import java.util.Locale;

/**
 * What came of the questions.
 *
 * @param pairs written to the file
 * @param written of them, with the book's own answers
 * @param byHallucination of them, decided by which answer hallucinates
 * @param identical skipped: both answers have the same text
 * @param ties skipped: neither answer is better
 * @param unfinished skipped: an answer did not come to its end
 */
public record PreferenceCounts(int pairs, int written, int byHallucination, int identical, int ties, int unfinished) {

    /** Questions asked. */
    public int asked() {
        return pairs + identical + ties + unfinished;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d pairs, %.1f %% of them decided by hallucination, %d written rather than sampled; of %d questions %d got"
                        + " identical answers, %d a tie, %d an answer without end",
                pairs,
                100.0 * byHallucination / Math.max(1, pairs),
                written,
                asked(),
                identical,
                ties,
                unfinished);
    }
}
