package dev.factstream.model.reward;

/**
 * Where a reward model's scores lie. A preference loss fixes neither their zero nor their unit, so penalties in fixed units would
 * weigh differently beside every model.
 *
 * @param mean of the scores of held-out answers
 * @param deviation their standard deviation, positive
 */
public record ScoreScale(double mean, double deviation) {

    /** Leaves scores as they are. */
    public static final ScoreScale NONE = new ScoreScale(0, 1);

    public ScoreScale {
        if (!Double.isFinite(mean) || !(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("not a scale: mean " + mean + ", deviation " + deviation);
        }
    }

    /** The score in deviations from the mean. */
    public double standardised(double score) {
        return (score - mean) / deviation;
    }
}
