package dev.factstream.learner.ppo;

import dev.factstream.model.network.StoredActivations;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Hyperparameters of PPO.
 *
 * @param epochs passes over a version's rollouts
 * @param minibatch rollouts per optimizer step
 * @param microbatch maximum rollouts per forward and backward pass; affects memory and speed, not the result
 * @param kept activations of each layer that a forward pass keeps; affects memory and speed, not the result
 * @param policyRate learning rate of the policy adapter
 * @param criticRate learning rate of the critic's adapter and head
 * @param clipLow how far the ratio to the proximal policy may fall below 1 before it is clipped
 * @param clipHigh how far that ratio may rise above 1 before it is clipped
 * @param correction how answers of older policies are corrected
 * @param weightCeiling ceiling of the importance weight of proximal over behaviour policy
 * @param valueReach how far a value may move within a version before it is clipped, as a share of the critic's
 *     error unless {@link PpoQuirk#ABSOLUTE_VALUE_REACH}
 * @param valueWeight factor of the critic's loss; AdamW cancels it unless gradients are clipped
 * @param klWeight penalty per nat of divergence from the reference
 * @param gamma discount per token
 * @param lambda trace decay
 * @param largestNorm norm that the gradients of each network, or of both together, are clipped to
 * @param criticWarmup versions in which only the critic is trained
 * @param temperature sampling temperature of the actors; log-probabilities are of the same distribution
 * @param quirks quirks of LLaVA-RLHF to reproduce
 */
public record PpoOptions(
        int epochs,
        int minibatch,
        int microbatch,
        StoredActivations kept,
        double policyRate,
        double criticRate,
        double clipLow,
        double clipHigh,
        StalenessCorrection correction,
        double weightCeiling,
        double valueReach,
        double valueWeight,
        double klWeight,
        double gamma,
        double lambda,
        double largestNorm,
        int criticWarmup,
        float temperature,
        Set<PpoQuirk> quirks) {

    public PpoOptions {
        require(
                epochs >= 1 && minibatch >= 1 && microbatch >= 1,
                "epochs, minibatch and microbatch must be at least 1");
        require(policyRate > 0 && criticRate > 0, "learning rates must be positive");
        require(clipLow > 0 && clipLow < 1 && clipHigh > 0, "clip ranges must be positive, and the lower one below 1");
        require(
                weightCeiling >= 1 && valueReach > 0 && valueWeight > 0,
                "the weight ceiling must be at least 1, and the value reach and weight must be positive");
        require(
                klWeight >= 0 && largestNorm > 0,
                "the KL weight must not be negative, and the largest norm must be positive");
        require(gamma > 0 && gamma <= 1 && lambda >= 0 && lambda <= 1, "gamma and lambda must lie between 0 and 1");
        require(criticWarmup >= 0, "the critic's warm-up must not be negative");
        require(temperature > 0, "the temperature must be positive: importance ratios of greedy answers are undefined");
        // in declaration order, so that equal options have equal texts and hashes
        quirks = Collections.unmodifiableSet(quirks.isEmpty() ? PpoQuirk.none() : EnumSet.copyOf(quirks));
    }

    boolean has(PpoQuirk quirk) {
        return quirks.contains(quirk);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
