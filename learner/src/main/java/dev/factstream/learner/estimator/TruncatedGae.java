package dev.factstream.learner.estimator;

/**
 * Generalised advantage estimation with truncated importance ratios, for a response that ended (no bootstrap value):
 *
 * <pre>
 * rho_t = min(rhoBar, ratio_t)        c_t = lambda * min(cBar, ratio_t)
 * d_t = r_t + gamma V_{t+1} - V_t     G_t = rho_t d_t + gamma c_t G_{t+1}
 * target_t = V_t + G_t                advantage_t = d_t + gamma lambda G_{t+1}
 * </pre>
 *
 * On-policy it is GAE(lambda) (arXiv 1506.02438); at lambda = 1 its targets are V-trace's (IMPALA, arXiv 1802.01561).
 * The advantage leaves out the {@code rho_t} of the current token, because the weight in the policy loss already
 * corrects for it.
 *
 * @param gamma discount per token, in (0, 1]
 * @param lambda trace decay, in [0, 1]
 * @param rhoBar bound of the ratio that weights a temporal difference
 * @param cBar bound of the ratio that propagates later differences backwards
 */
public record TruncatedGae(double gamma, double lambda, double rhoBar, double cBar) {

    /** Both bounds at 1, as IMPALA recommends. */
    public TruncatedGae(double gamma, double lambda) {
        this(gamma, lambda, 1, 1);
    }

    /**
     * @param rewards reward of each token
     * @param values the critic's estimate before each token
     * @param ratios importance ratio of each token, see {@link ImportanceRatios#of}
     */
    public Advantages estimate(double[] rewards, double[] values, double[] ratios) {
        TokenArrays.requireSameLength(rewards, values, ratios);
        double[] advantages = new double[rewards.length];
        double[] targets = new double[rewards.length];
        double later = 0;
        double nextValue = 0;
        for (int t = rewards.length - 1; t >= 0; t--) {
            double difference = rewards[t] + gamma * nextValue - values[t];
            advantages[t] = difference + gamma * lambda * later;
            later = Math.min(rhoBar, ratios[t]) * difference + gamma * lambda * Math.min(cBar, ratios[t]) * later;
            targets[t] = values[t] + later;
            nextValue = values[t];
        }
        return new Advantages(advantages, targets);
    }
}
