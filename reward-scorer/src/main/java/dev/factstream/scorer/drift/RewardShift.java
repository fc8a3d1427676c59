package dev.factstream.scorer.drift;

import java.util.Locale;
import java.util.Optional;

/**
 * The reward model's score has jumped by {@value #LEAST_EFFECT} deviations or more from the last good windows, significantly, and further
 * than the way it was going: a policy that learns moves it too, so it must lie {@value #LEAST_EXCESS} deviations beyond their trend.
 */
final class RewardShift implements Rule {
    private static final double LEAST_EFFECT = 0.3;
    private static final double LEAST_EXCESS = 0.25;

    @Override
    public Finding finding() {
        return Finding.REWARD_SHIFT;
    }

    @Override
    public Optional<String> suspicion(Look look) {
        MeanTest jump = look.againstBaseline(Component.REWARD_MODEL);
        double beyondTrend = (look.mean(Component.REWARD_MODEL) - look.expected(Component.REWARD_MODEL))
                / look.baseline().moments(Component.REWARD_MODEL).deviation();
        boolean jumped = Math.abs(jump.effect()) >= LEAST_EFFECT && Look.isSignificant(jump.probability());
        if (!jumped || Math.signum(jump.effect()) * beyondTrend < LEAST_EXCESS) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "the reward model's score jumped from %+.3f to %+.3f, by %+.2f deviations",
                look.baseline().moments(Component.REWARD_MODEL).mean(),
                look.mean(Component.REWARD_MODEL),
                jump.effect()));
    }
}
