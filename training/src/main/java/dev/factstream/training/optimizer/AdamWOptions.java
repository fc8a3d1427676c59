package dev.factstream.training.optimizer;

/**
 * Hyperparameters of {@link AdamW}.
 *
 * @param beta1 decay of the gradient's running mean
 * @param beta2 decay of its running square
 * @param epsilon added to the root of the running square
 * @param weightDecay decoupled decay of matrices, per unit of learning rate
 * @param largestNorm global norm that gradients are clipped to
 */
public record AdamWOptions(double beta1, double beta2, double epsilon, double weightDecay, double largestNorm) {

    public AdamWOptions {
        if (beta1 < 0 || beta1 >= 1 || beta2 < 0 || beta2 >= 1 || epsilon <= 0 || weightDecay < 0 || largestNorm <= 0) {
            throw new IllegalArgumentException("invalid AdamW options: betas " + beta1 + " and " + beta2 + ", epsilon "
                    + epsilon + ", decay " + weightDecay + ", largest norm " + largestNorm);
        }
    }

    /** The usual betas and epsilon, no decay. */
    public static AdamWOptions clippedAt(double largestNorm) {
        return new AdamWOptions(0.9, 0.999, 1e-8, 0, largestNorm);
    }
}
