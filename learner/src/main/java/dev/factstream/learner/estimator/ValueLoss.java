package dev.factstream.learner.estimator;

/**
 * The clipped value loss per token (OpenAI baselines' PPO2):
 * {@code 0.5 * max((V - target)^2, (clip(V, old - range, old + range) - target)^2)}.
 *
 * @param range how far a value may move from the one used for the advantages
 */
public record ValueLoss(double range) {

    /** The loss of each token; all arrays are per token. */
    public double[] perToken(double[] values, double[] old, double[] targets) {
        TokenArrays.requireSameLength(values, old, targets);
        double[] losses = new double[values.length];
        for (int t = 0; t < losses.length; t++) {
            double clipped = Math.max(old[t] - range, Math.min(old[t] + range, values[t]));
            losses[t] = 0.5 * Math.max(square(values[t] - targets[t]), square(clipped - targets[t]));
        }
        return losses;
    }

    private static double square(double x) {
        return x * x;
    }
}
