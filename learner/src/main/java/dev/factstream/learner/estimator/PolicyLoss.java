package dev.factstream.learner.estimator;

/**
 * The decoupled PPO objective per token (AReaL, arXiv 2505.24298): it clips around the proximal policy, and
 * the truncated weight {@code w} corrects for the difference of the behaviour policy.
 *
 * <pre>
 * w_t = min(exp(log pi_p - log mu), C)     u_t = exp(log pi - log pi_p)
 * loss_t = -w_t * min(u_t A_t, clip(u_t, 1 - low, 1 + high) A_t)
 * </pre>
 *
 * The TorchScript resource {@code ppo.py} computes the gradient of the same formula. Tests compare its values with this
 * class, and reports use this class.
 *
 * @param clipLow how far the ratio may fall below 1
 * @param clipHigh how far it may rise above 1
 * @param ceiling the truncation C of the importance weight
 */
public record PolicyLoss(double clipLow, double clipHigh, double ceiling) {

    /** The loss of each token; all arrays are per token. */
    public double[] perToken(double[] current, double[] proximal, double[] behaviour, double[] advantages) {
        TokenArrays.requireSameLength(current, proximal, behaviour, advantages);
        double[] weights = ImportanceRatios.truncated(ImportanceRatios.of(proximal, behaviour), ceiling);
        double[] ratios = ImportanceRatios.of(current, proximal);
        double[] losses = new double[current.length];
        for (int t = 0; t < losses.length; t++) {
            double clipped = Math.max(1 - clipLow, Math.min(1 + clipHigh, ratios[t]));
            losses[t] = -weights[t] * Math.min(ratios[t] * advantages[t], clipped * advantages[t]);
        }
        return losses;
    }
}
