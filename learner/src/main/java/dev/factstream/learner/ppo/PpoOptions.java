package dev.factstream.learner.ppo;

import dev.factstream.model.network.Kept;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Constants of a version's work.
 *
 * @param epochs passes over a version's rollouts
 * @param minibatch rollouts per optimizer step
 * @param microbatch most rollouts of one forward and backward pass; it decides memory and speed, not the result
 * @param kept what a forward pass keeps of each layer; it decides memory and speed, not the result
 * @param policyRate learning rate of the policy adapter
 * @param criticRate learning rate of the critic's adapter and head
 * @param clipLow how far the ratio to the proximal policy may fall below 1 before it stops counting
 * @param clipHigh how far it may rise above 1
 * @param correction what is done about answers of older policies
 * @param weightCeiling truncation of the importance weight of proximal over behaviour policy
 * @param valueReach how far a value may move within a version before it stops counting, as a share of the critic's
 *     error unless {@link Quirk#ABSOLUTE_VALUE_REACH}
 * @param valueWeight factor of the critic's loss; the optimizer takes it out again unless gradients are clipped
 * @param klWeight price of each nat of divergence from the reference
 * @param gamma discount per token
 * @param lambda trace decay
 * @param largestNorm gradients of each network, or of both together, are scaled down to this norm
 * @param criticWarmup versions in which the critic learns alone
 * @param temperature that actors sample with; log-probabilities are taken of the same distribution
 * @param quirks of LLaVA-RLHF that are reproduced
 */
public record PpoOptions(
        int epochs,
        int minibatch,
        int microbatch,
        Kept kept,
        double policyRate,
        double criticRate,
        double clipLow,
        double clipHigh,
        Correction correction,
        double weightCeiling,
        double valueReach,
        double valueWeight,
        double klWeight,
        double gamma,
        double lambda,
        double largestNorm,
        int criticWarmup,
        float temperature,
        Set<Quirk> quirks) {

    public PpoOptions {
        require(
                epochs >= 1 && minibatch >= 1 && microbatch >= 1,
                "epochs, minibatch and microbatch must be at least 1");
        require(policyRate > 0 && criticRate > 0, "learning rates must be positive");
        require(clipLow > 0 && clipLow < 1 && clipHigh > 0, "clip ranges must be positive, the lower one below 1");
        require(
                weightCeiling >= 1 && valueReach > 0 && valueWeight > 0,
                "the weight ceiling must be at least 1, the value's reach and weight positive");
        require(klWeight >= 0 && largestNorm > 0, "the KL weight must not be negative, the largest norm be positive");
        require(gamma > 0 && gamma <= 1 && lambda >= 0 && lambda <= 1, "gamma and lambda must lie between 0 and 1");
        require(criticWarmup >= 0, "the critic's warm-up must not be negative");
        require(temperature > 0, "the temperature must be positive: greedy answers have no ratios");
        // in the order of their declaration, so that equal options have equal texts and hashes
        quirks = Collections.unmodifiableSet(quirks.isEmpty() ? Quirk.none() : EnumSet.copyOf(quirks));
    }

    boolean has(Quirk quirk) {
        return quirks.contains(quirk);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
