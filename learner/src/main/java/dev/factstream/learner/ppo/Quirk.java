package dev.factstream.learner.ppo;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where LLaVA-RLHF's PPO (arXiv 2309.14525 and its published code) does something else than it seems to mean, one
 * switch each: {@code learner.quirks} takes their names. All are off by default and on in {@link Profile#PAPER}.
 */
public enum Quirk {
    /**
     * The price of divergence is {@code max(0, log pi - log pi_ref)} per token, so that a token made less likely than
     * the reference does costs nothing, and the sum is biased upward. Upstream clamps so that no token earns reward by
     * moving away. By default it is not clamped: only then does the sum estimate the divergence.
     */
    ONE_SIDED_KL,

    /**
     * The scorer's reward stands at the last column of the answer's width, behind the padding: upstream writes it to the
     * last index of a rectangular array. With gamma = lambda = 1 the real tokens see no difference; with less, it is
     * discounted through every padded column. By default it stands at the last real token. The width is the ticket's
     * most tokens.
     */
    REWARD_AT_LAST_COLUMN,

    /**
     * Losses are means over all columns, padding included: upstream has no mask. Gradients shrink by the share of real
     * tokens, some ten-fold for answers of 90 tokens in 896 columns. By default they are means over real tokens. One
     * deviation from upstream: what its critic says on padding, and is trained to say there, is left out; padding only
     * counts in the divisor.
     */
    PADDING_IN_LOSSES,

    /**
     * Advantages are whitened with mean and deviation over all columns, padding included, which then decides both where
     * most columns are padding. By default only real tokens count. One deviation: values on padding are 0 here, which
     * is what a new head says; upstream runs its critic there.
     */
    PADDING_IN_WHITENING,

    /**
     * Every per-token reward, the price of divergence included, is multiplied by 10: upstream's stand-in for whitening
     * rewards. Whitened advantages do not notice; the critic does, whose targets grow while the reach of a step stays
     * 0.2. By default rewards are learned from as scored.
     */
    TENFOLD_REWARDS,

    /**
     * Gradients of policy and critic are clipped to one norm together, because upstream has one optimizer for both: a
     * critic that is far off takes the policy's step away. By default each network is clipped by itself.
     */
    JOINT_GRADIENT_NORM,

    /**
     * {@code learner.ppo.value.reach} is a distance in units of reward, as in OpenAI's PPO: a critic whose targets lie
     * around 10 then needs 50 versions to get there. By default it is a share of the critic's error (root mean square
     * over the version's tokens), which does not depend on how rewards are scaled.
     */
    ABSOLUTE_VALUE_REACH,

    /**
     * The critic begins at zero. Reward models are defined up to a constant, so a first estimate of zero may be far from
     * every reward; with lambda below 1 that error is largest at the end of an answer and pushes first and last tokens
     * apart. By default the bias of its head, and nothing else, begins at the mean reward of the run's first batch.
     */
    ZERO_CRITIC;

    /** All of them. */
    public static Set<Quirk> all() {
        return EnumSet.allOf(Quirk.class);
    }

    /** None of them. */
    public static Set<Quirk> none() {
        return EnumSet.noneOf(Quirk.class);
    }

    /**
     * Reads names with {@code -} for {@code _}, separated by commas; {@code all} and {@code none} are names too.
     *
     * @throws IllegalArgumentException naming what is no quirk
     */
    public static Set<Quirk> parse(String text) {
        Set<Quirk> quirks = none();
        for (String name : text.strip().toLowerCase(Locale.ROOT).split("\\s*,\\s*")) {
            switch (name) {
                case "none", "" -> {}
                case "all" -> quirks.addAll(all());
                default -> quirks.add(of(name));
            }
        }
        return quirks;
    }

    private static Quirk of(String name) {
        return Arrays.stream(values())
                .filter(quirk -> quirk.spelling().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is no quirk; there are all, none, "
                        + Arrays.stream(values()).map(Quirk::spelling).collect(Collectors.joining(", "))));
    }

    private String spelling() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
