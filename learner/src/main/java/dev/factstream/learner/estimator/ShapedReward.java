package dev.factstream.learner.estimator;

/**
 * Per-token reward of a response: {@code r_t = -beta * (log pi_p - log pi_ref)} for every token, plus the scorer's
 * total at the last real one. The KL term is the k1 estimate, so its sum is an unbiased estimate of the divergence from
 * the reference and may be negative for a token; it is not clamped.
 *
 * @param beta weight of the divergence from the reference
 */
public record ShapedReward(double beta) {

    /** Reward of each token; an empty response has nowhere to put the total and is refused. */
    public double[] perToken(double[] proximal, double[] reference, double total) {
        Tokens.sameLength(proximal, reference);
        if (proximal.length == 0) {
            throw new IllegalArgumentException("a response needs at least one token to carry its reward");
        }
        double[] rewards = new double[proximal.length];
        for (int t = 0; t < rewards.length; t++) {
            rewards[t] = -beta * (proximal[t] - reference[t]);
        }
        rewards[rewards.length - 1] += total;
        return rewards;
    }
}
