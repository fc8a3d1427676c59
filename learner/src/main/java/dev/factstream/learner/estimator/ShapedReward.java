package dev.factstream.learner.estimator;

/**
 * Per-token reward of a response: {@code r_t = scale * -beta * kl_t}, where {@code kl_t = log pi_p - log pi_ref}, plus
 * {@code scale * total} once, where {@code total} is the reward from the scorer.
 *
 * <p>{@code kl_t} is the k1 estimate, so its sum is an unbiased estimate of the divergence from the reference and may
 * be negative for a token. With {@code oneSided} it is {@code max(0, kl_t)}, as in LLaVA-RLHF (arXiv 2309.14525). That
 * sum is too large and estimates no divergence: making a token less likely than the reference does costs nothing.
 *
 * @param beta weight of the divergence from the reference
 * @param oneSided whether negative terms count as 0
 * @param scale factor of all rewards, including the divergence term
 */
public record ShapedReward(double beta, boolean oneSided, double scale) {

    /** Two-sided and unscaled. */
    public ShapedReward(double beta) {
        this(beta, false, 1);
    }

    /**
     * The reward of each token, with the total on the last one. Refuses an empty response, which has no token for the
     * total.
     */
    public double[] perToken(double[] proximal, double[] reference, double total) {
        return perColumn(proximal, reference, total, proximal.length, proximal.length - 1);
    }

    /**
     * Reward of each column of a response that is padded on the right.
     *
     * @param columns number of columns, at least the number of tokens
     * @param last the column that carries the total
     */
    public double[] perColumn(double[] proximal, double[] reference, double total, int columns, int last) {
        TokenArrays.requireSameLength(proximal, reference);
        if (proximal.length == 0 || columns < proximal.length || last < 0 || last >= columns) {
            throw new IllegalArgumentException("column " + last + " of " + columns + " cannot carry the reward of a"
                    + " response of " + proximal.length + " tokens");
        }
        double[] rewards = new double[columns];
        for (int t = 0; t < proximal.length; t++) {
            double divergence = proximal[t] - reference[t];
            rewards[t] = -scale * beta * (oneSided ? Math.max(0, divergence) : divergence);
        }
        rewards[last] += scale * total;
        return rewards;
    }
}
