package dev.factstream.model.reward;

/**
 * Location and scale of a reward model's scores. A preference loss determines neither their zero nor their unit, so penalties in
 * fixed units would have a different relative weight with every model.
 *
 * @param mean mean score of held-out answers
 * @param deviation standard deviation of these scores, positive
 */
public record ScoreScale(double mean, double deviation) {

    /** Leaves scores unchanged. */
    public static final ScoreScale NONE = new ScoreScale(0, 1);

    public ScoreScale {
        if (!Double.isFinite(mean) || !(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "a score scale needs a finite mean and a positive, finite deviation: mean " + mean + ", deviation "
                            + deviation);
        }
    }

    /** Converts a score to standard deviations from the mean. */
    public double standardised(double score) {
        return (score - mean) / deviation;
    }
}
