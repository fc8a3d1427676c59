package dev.factstream.learner.estimator;

/**
 * The share of the targets' variance that the critic's values explain: {@code 1 - Var(target - value) / Var(target)}; 1
 * is a perfect critic, 0 one that knows the mean only, negative one worse than that.
 */
public final class ExplainedVariance {

    private ExplainedVariance() {}

    /** Over all tokens of a batch; 0 when the targets do not vary. */
    public static double of(double[][] values, double[][] targets) {
        double[][] errors = new double[targets.length][];
        for (int i = 0; i < targets.length; i++) {
            Tokens.sameLength(values[i], targets[i]);
            errors[i] = new double[targets[i].length];
            for (int t = 0; t < targets[i].length; t++) {
                errors[i][t] = targets[i][t] - values[i][t];
            }
        }
        double all = Moments.of(targets).deviation();
        double left = Moments.of(errors).deviation();
        return all == 0 ? 0 : 1 - (left * left) / (all * all);
    }
}
