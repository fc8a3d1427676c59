package dev.factstream.learner.ppo;

/**
 * Constants of a version's work.
 *
 * @param epochs passes over a version's rollouts
 * @param minibatch rollouts per optimizer step
 * @param policyRate learning rate of the policy adapter
 * @param criticRate learning rate of the critic's adapter and head
 * @param clipLow how far the ratio to the proximal policy may fall below 1 before it stops counting
 * @param clipHigh how far it may rise above 1
 * @param weightCeiling truncation of the importance weight of proximal over behaviour policy
 * @param valueReach how far a value may move within a version before it stops counting
 * @param klWeight price of each nat of divergence from the reference
 * @param gamma discount per token
 * @param lambda trace decay
 * @param largestNorm gradients of each network are scaled down to this norm
 * @param criticWarmup versions in which the critic learns alone
 * @param temperature that actors sample with; log-probabilities are taken of the same distribution
 */
public record PpoOptions(
        int epochs,
        int minibatch,
        double policyRate,
        double criticRate,
        double clipLow,
        double clipHigh,
        double weightCeiling,
        double valueReach,
        double klWeight,
        double gamma,
        double lambda,
        double largestNorm,
        int criticWarmup,
        float temperature) {

    public PpoOptions {
        require(epochs >= 1 && minibatch >= 1, "epochs and minibatch must be at least 1");
        require(policyRate > 0 && criticRate > 0, "learning rates must be positive");
        require(clipLow > 0 && clipLow < 1 && clipHigh > 0, "clip ranges must be positive, the lower one below 1");
        require(
                weightCeiling >= 1 && valueReach > 0,
                "the weight ceiling must be at least 1, the value reach positive");
        require(klWeight >= 0 && largestNorm > 0, "the KL weight must not be negative, the largest norm be positive");
        require(gamma > 0 && gamma <= 1 && lambda >= 0 && lambda <= 1, "gamma and lambda must lie between 0 and 1");
        require(criticWarmup >= 0, "the critic's warm-up must not be negative");
        require(temperature > 0, "the temperature must be positive: greedy answers have no ratios");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
