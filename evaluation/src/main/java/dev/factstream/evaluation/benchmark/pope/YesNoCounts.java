package dev.factstream.evaluation.benchmark.pope;

import dev.factstream.evaluation.statistics.Share;
import java.util.List;

/**
 * Counts of replies to yes/no questions; yes is the positive class.
 *
 * @param tp yes to a yes
 * @param fp yes to a no
 * @param tn no to a no
 * @param fn no to a yes
 * @param yesReplies replies that are a yes, also those that have no label
 * @param replies number of replies, also those that have no label
 */
record YesNoCounts(int tp, int fp, int tn, int fn, int yesReplies, int replies) {

    /** Counts pairs by position, up to the end of the shorter list. */
    static YesNoCounts of(List<PopeLabel> labels, List<PopeReply> replies) {
        int[] pairs = new int[4];
        for (int i = 0; i < Math.min(labels.size(), replies.size()); i++) {
            pairs[(labels.get(i).yes() ? 2 : 0) + (replies.get(i).isYes() ? 1 : 0)]++;
        }
        int yes = (int) replies.stream().filter(PopeReply::isYes).count();
        return new YesNoCounts(pairs[3], pairs[1], pairs[0], pairs[2], yes, replies.size());
    }

    double accuracy() {
        return correct().rate();
    }

    /** NaN without a yes. */
    double precision() {
        return tp / (double) (tp + fp);
    }

    /** NaN if no label is yes. */
    double recall() {
        return tp / (double) (tp + fn);
    }

    /** NaN without a true positive. */
    double f1() {
        return 2 * precision() * recall() / (precision() + recall());
    }

    double yesRatio() {
        return yes().rate();
    }

    /** Returns true if the official script has a value for each score. */
    boolean defined() {
        return tp > 0;
    }

    Share correct() {
        return new Share(tp + tn, tp + fp + tn + fn);
    }

    Share yes() {
        return new Share(yesReplies, replies);
    }

    Share precisionShare() {
        return new Share(tp, tp + fp);
    }

    Share recallShare() {
        return new Share(tp, tp + fn);
    }

    /** Returns an end of F1's interval: F1 is {@code 2j/(1+j)}, which increases with the share {@code j = TP/(TP+FP+FN)}. */
    double f1Low() {
        return f1Of(positives().low());
    }

    /** See {@link #f1Low}. */
    double f1High() {
        return f1Of(positives().high());
    }

    private Share positives() {
        return new Share(tp, tp + fp + fn);
    }

    private static double f1Of(double jaccard) {
        return 2 * jaccard / (1 + jaccard);
    }
}
