package dev.factstream.drift.rules;

import dev.factstream.drift.window.DriftComponent;
import dev.factstream.drift.window.FindingType;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds a reward model's score that jumped significantly, by {@value #MIN_EFFECT} standard deviations or more, from the last good
 * windows. A policy that learns moves the score too, so it must also lie {@value #MIN_EXCESS} standard deviations beyond their
 * trend.
 */
final class RewardShift implements DriftRule {
    private static final double MIN_EFFECT = 0.3;
    private static final double MIN_EXCESS = 0.25;

    @Override
    public FindingType finding() {
        return FindingType.REWARD_SHIFT;
    }

    @Override
    public Optional<String> suspicion(WindowContext context) {
        WelchStatistic jump = context.againstBaseline(DriftComponent.REWARD_MODEL);
        double beyondTrend = (context.mean(DriftComponent.REWARD_MODEL) - context.expected(DriftComponent.REWARD_MODEL))
                / context.baseline().moments(DriftComponent.REWARD_MODEL).deviation();
        boolean jumped = Math.abs(jump.effect()) >= MIN_EFFECT && WindowContext.isSignificant(jump.probability());
        if (!jumped || Math.signum(jump.effect()) * beyondTrend < MIN_EXCESS) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "the reward model's score jumped from %+.3f to %+.3f, by %+.2f standard deviations",
                context.baseline().moments(DriftComponent.REWARD_MODEL).mean(),
                context.mean(DriftComponent.REWARD_MODEL),
                jump.effect()));
    }
}
