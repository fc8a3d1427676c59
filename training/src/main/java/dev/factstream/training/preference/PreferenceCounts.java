package dev.factstream.training.preference;

import java.util.Locale;

/**
 * Counts of the questions asked, by outcome.
 *
 * @param pairs written to the file
 * @param written pairs with the picture book's own answers, one of them false
 * @param evasive pairs with the picture book's own answers, both true, one of them evasive
 * @param byHallucination pairs decided by which answer hallucinates
 * @param identical skipped: both answers have the same text
 * @param ties skipped: neither answer is better
 * @param unfinished skipped: an answer did not end
 */
public record PreferenceCounts(
        int pairs, int written, int evasive, int byHallucination, int identical, int ties, int unfinished) {

    /** Number of questions asked. */
    public int asked() {
        return pairs + identical + ties + unfinished;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d pairs, %.1f %% of them decided by hallucination, %d written instead of sampled, %d of two true answers; of %d questions %d had"
                        + " identical answers, %d a tie, %d an answer without end",
                pairs,
                100.0 * byHallucination / Math.max(1, pairs),
                written + evasive,
                evasive,
                asked(),
                identical,
                ties,
                unfinished);
    }
}
