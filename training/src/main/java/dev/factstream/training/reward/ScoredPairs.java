package dev.factstream.training.reward;

import dev.factstream.model.reward.ScoreScale;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Pairs with the scores that a reward model gives their answers.
 *
 * @param scores scores of both answers, pair after pair
 * @param loss mean over the pairs
 */
record ScoredPairs(List<EncodedPair> pairs, double[] scores, double loss) {

    /** The first answer's score minus the second's. */
    double difference(int pair) {
        return scores[2 * pair] - scores[2 * pair + 1];
    }

    /** Share of pairs whose preferred answer scores higher, by the labels as annotated. */
    double noisyAccuracy() {
        return share(pair -> true, false);
    }

    /** The same by the annotator's rule. */
    double cleanAccuracy() {
        return share(pair -> true, true);
    }

    /** {@link #cleanAccuracy()} of the matching pairs; NaN if there are none. */
    double cleanAccuracy(Predicate<EncodedPair> of) {
        return share(of, true);
    }

    /** Ties count as half. */
    private double share(Predicate<EncodedPair> of, boolean clean) {
        return IntStream.range(0, pairs.size())
                .filter(i -> of.test(pairs.get(i)))
                .mapToDouble(i -> (Math.signum(difference(i) * sign(i, clean)) + 1) / 2)
                .average()
                .orElse(Double.NaN);
    }

    /** Mean of the better answer's score minus the other's, by the annotator's rule. */
    double meanMargin() {
        return IntStream.range(0, pairs.size())
                .mapToDouble(i -> difference(i) * sign(i, true))
                .average()
                .orElse(Double.NaN);
    }

    /** Calibration of sigmoid(difference) against the labels as annotated, its training target. */
    Calibration calibration() {
        return Calibration.of(
                IntStream.range(0, pairs.size())
                        .mapToDouble(i -> 1 / (1 + Math.exp(-difference(i))))
                        .toArray(),
                i -> pairs.get(i).sign() > 0);
    }

    /** Mean and deviation of the scores. */
    ScoreScale scale() {
        double mean = Arrays.stream(scores).average().orElse(0);
        double variance = Arrays.stream(scores)
                .map(score -> (score - mean) * (score - mean))
                .average()
                .orElse(0);
        return variance > 0 ? new ScoreScale(mean, Math.sqrt(variance)) : new ScoreScale(mean, 1);
    }

    private int sign(int pair, boolean clean) {
        return clean ? pairs.get(pair).cleanSign() : pairs.get(pair).sign();
    }
}
