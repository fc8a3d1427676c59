package dev.factstream.learner.ppo;

import dev.factstream.model.network.StoredActivations;
import dev.factstream.runtime.settings.Setting;
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
        @Setting(
                key = "learner.ppo.epochs",
                defaultValue = "2",
                min = 1,
                doc = "Passes over the rollouts of a version.")
        int epochs,

        @Setting(key = MINIBATCH, defaultValue = "48", min = 1, doc = "Rollouts per optimizer step.")
        int minibatch,

        @Setting(
                key = "learner.ppo.microbatch",
                defaultValue = "16",
                min = 1,
                doc = "Maximum rollouts in one forward and backward pass; affects memory and speed, not the result.")
        int microbatch,

        @Setting(
                key = "learner.ppo.kept",
                defaultValue = "everything",
                doc = "Activations kept for the backward pass: everything, or only the inputs of layers, which are then"
                        + " recomputed (gradient checkpointing); affects memory and speed, not the result.")
        StoredActivations kept,

        @Setting(
                key = "learner.policy.rate",
                defaultValue = "2.0E-4",
                above = 0,
                doc = "Learning rate of the policy's adapter.")
        double policyRate,

        @Setting(
                key = "learner.critic.rate",
                defaultValue = "0.001",
                above = 0,
                doc = "Learning rate of the critic's adapter and head.")
        double criticRate,

        @Setting(
                key = "learner.ppo.clip.low",
                defaultValue = "0.2",
                above = 0,
                below = 1,
                doc = "Clip range of the policy ratio below 1.")
        double clipLow,

        @Setting(
                key = "learner.ppo.clip.high",
                defaultValue = "0.2",
                above = 0,
                doc = "Clip range of the policy ratio above 1.")
        double clipHigh,

        @Setting(
                key = CORRECTION,
                defaultValue = "decoupled",
                doc = "Correction for answers of older policies: decoupled PPO with importance weights, or none.")
        StalenessCorrection correction,

        @Setting(
                key = "learner.ppo.weight.ceiling",
                defaultValue = "2.0",
                min = 1,
                doc = "Truncation of the importance weight of stale tokens.")
        double weightCeiling,

        @Setting(
                key = "learner.ppo.value.reach",
                defaultValue = "0.2",
                above = 0,
                doc = "Clip range of a value's change within a version, as a share of the critic's error.")
        double valueReach,

        @Setting(
                key = "learner.ppo.value.weight",
                defaultValue = "1.0",
                above = 0,
                doc = "Factor of the critic's loss.")
        double valueWeight,

        @Setting(
                key = "learner.ppo.kl.weight",
                defaultValue = "0.02",
                min = 0,
                doc = "Weight of the KL penalty per token, in reward per nat of divergence from the reference.")
        double klWeight,

        @Setting(key = "learner.ppo.gamma", defaultValue = "1.0", above = 0, max = 1, doc = "Discount per token.")
        double gamma,

        @Setting(
                key = "learner.ppo.lambda",
                defaultValue = "0.95",
                min = 0,
                max = 1,
                doc = "Trace decay (GAE lambda) of the advantages.")
        double lambda,

        @Setting(
                key = "learner.gradient.norm",
                defaultValue = "1.0",
                above = 0,
                doc = "Maximum gradient norm of each network; larger gradients are scaled down to it.")
        double largestNorm,

        @Setting(
                key = "learner.critic.warmup",
                defaultValue = "0",
                min = 0,
                doc = "Number of first versions that train only the critic.")
        int criticWarmup,

        @Setting(
                key = "learner.sampling.temperature",
                defaultValue = "1.0",
                above = 0,
                doc = "Temperature of train tickets; importance ratios of greedy answers are undefined.")
        float temperature,

        @Setting(key = "learner.quirks", defaultValue = "none", doc = "Quirks of LLaVA-RLHF to reproduce.")
        Set<PpoQuirk> quirks) {
    public static final String MINIBATCH = "learner.ppo.minibatch";
    public static final String CORRECTION = "learner.ppo.correction";

    public PpoOptions {
        // in declaration order, so that equal options have equal texts
        quirks = Collections.unmodifiableSet(quirks.isEmpty() ? PpoQuirk.none() : EnumSet.copyOf(quirks));
    }

    boolean has(PpoQuirk quirk) {
        return quirks.contains(quirk);
    }
}
