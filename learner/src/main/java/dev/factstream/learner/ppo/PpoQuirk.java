package dev.factstream.learner.ppo;

import java.util.EnumSet;
import java.util.Set;

/**
 * Deviations of LLaVA-RLHF's PPO (arXiv 2309.14525 and its published code) from its apparent intent, one switch each:
 * {@code learner.quirks} takes their names. All are off by default and on in {@link PpoProfile#PAPER}.
 */
public enum PpoQuirk {
    /**
     * The divergence penalty is {@code max(0, log pi - log pi_ref)} per token, so a token that becomes less likely than under
     * the reference costs nothing, and the sum is biased upward. Upstream clamps so that no token earns reward by moving
     * away. By default the penalty is not clamped: only then does the sum estimate the divergence.
     */
    ONE_SIDED_KL,

    /**
     * The scorer's reward is placed at the last column of the answer's width, after the padding: upstream writes it to the
     * last index of a rectangular array. With gamma = lambda = 1 this does not affect the real tokens; with less, the reward
     * is discounted through every padded column. By default it is placed at the last real token. The width is the ticket's
     * maximum number of tokens.
     */
    REWARD_AT_LAST_COLUMN,

    /**
     * Losses are means over all columns, including padding: upstream has no mask. Gradients shrink by the share of real
     * tokens, about ten-fold for answers of 90 tokens in 896 columns. By default they are means over real tokens. One
     * deviation: upstream also trains its critic on padding; here padding only counts in the divisor.
     */
    PADDING_IN_LOSSES,

    /**
     * Advantages are whitened with mean and deviation over all columns, including padding, which dominates both if most
     * columns are padding. By default only real tokens count. One deviation: values on padding are 0 here, as predicted by
     * a new head; upstream runs its critic there.
     */
    PADDING_IN_WHITENING,

    /**
     * Every per-token reward, including the divergence penalty, is multiplied by 10: upstream's substitute for whitening
     * rewards. Whitened advantages do not change; the critic's targets grow, while the clip range of its values stays 0.2.
     * By default rewards are used as scored.
     */
    TENFOLD_REWARDS,

    /**
     * Gradients of policy and critic are clipped to one joint norm, because upstream has one optimizer for both: large errors
     * of the critic shrink the policy's step. By default each network is clipped separately.
     */
    JOINT_GRADIENT_NORM,

    /**
     * {@code learner.ppo.value.reach} is a distance in units of reward, as in OpenAI's PPO: a critic whose targets are
     * around 10 then needs 50 versions to reach them. By default it is a share of the critic's error (root mean square
     * over the version's tokens), which does not depend on the scale of the rewards.
     */
    ABSOLUTE_VALUE_REACH,

    /**
     * The critic starts at zero. Reward models are defined up to a constant, so an initial estimate of zero may be far from
     * every reward; with lambda below 1 that error is largest at the end of an answer and pushes first and last tokens
     * apart. By default the bias of its head, and no other weight, starts at the mean reward of the run's first batch.
     */
    ZERO_CRITIC;

    /** All quirks. */
    public static Set<PpoQuirk> all() {
        return EnumSet.allOf(PpoQuirk.class);
    }

    /** No quirks. */
    public static Set<PpoQuirk> none() {
        return EnumSet.noneOf(PpoQuirk.class);
    }
}
