package dev.factstream.scorer.drift;

import java.util.Locale;
import java.util.Optional;

/**
 * The reward model's score has jumped by {@value #LEAST_EFFECT} deviations or more from the last good windows, significantly. A policy
 * that learns moves it too, but not so far within a few windows.
 */
final class RewardShift implements Rule {
    private static final double LEAST_EFFECT = 0.3;

    @Override
    public Finding finding() {
        return Finding.REWARD_SHIFT;
    }

    @Override
    public Optional<String> suspicion(Look look) {
        MeanTest jump = look.againstBaseline(Component.REWARD_MODEL);
        if (Math.abs(jump.effect()) < LEAST_EFFECT || !Look.isSignificant(jump.probability())) {
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
