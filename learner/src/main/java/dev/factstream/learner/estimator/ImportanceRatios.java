package dev.factstream.learner.estimator;

/**
 * Importance ratios {@code exp(log pi_p - log mu)} of the tokens that an actor sampled, and their truncation {@code
 * min(ratio, C)} (truncated importance sampling, Ionides 2008; used in this way by decoupled PPO, arXiv 2505.24298).
 */
public final class ImportanceRatios {

    private ImportanceRatios() {}

    /**
     * @param proximal log-probabilities under the learner's policy, one per token
     * @param behaviour log-probabilities the actor recorded for the same tokens
     * @return {@code exp(proximal - behaviour)} per token
     */
    public static double[] of(double[] proximal, double[] behaviour) {
        TokenArrays.requireSameLength(proximal, behaviour);
        double[] ratios = new double[proximal.length];
        for (int t = 0; t < ratios.length; t++) {
            ratios[t] = Math.exp(proximal[t] - behaviour[t]);
        }
        return ratios;
    }

    /** The ratios, each at most {@code ceiling}. */
    public static double[] truncated(double[] ratios, double ceiling) {
        double[] weights = new double[ratios.length];
        for (int t = 0; t < ratios.length; t++) {
            weights[t] = Math.min(ratios[t], ceiling);
        }
        return weights;
    }
}
