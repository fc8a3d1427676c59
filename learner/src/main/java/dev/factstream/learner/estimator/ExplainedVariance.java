package dev.factstream.learner.estimator;

/**
 * The share of the targets' variance that the critic's values explain: {@code 1 - Var(target - value) / Var(target)}.
 * It is 1 for a perfect critic, 0 for one that predicts only the mean, and negative for a worse one.
 */
public final class ExplainedVariance {

    private ExplainedVariance() {}

    /** Over all tokens of a batch; 0 if the targets do not vary. */
    public static double of(double[][] values, double[][] targets) {
        double[][] errors = new double[targets.length][];
        for (int i = 0; i < targets.length; i++) {
            TokenArrays.requireSameLength(values[i], targets[i]);
            errors[i] = new double[targets[i].length];
            for (int t = 0; t < targets[i].length; t++) {
                errors[i][t] = targets[i][t] - values[i][t];
            }
        }
        double all = TokenMoments.of(targets).deviation();
        double left = TokenMoments.of(errors).deviation();
        return all == 0 ? 0 : 1 - (left * left) / (all * all);
    }
}
