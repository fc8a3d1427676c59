package dev.factstream.scorer.drift;

import java.util.Locale;
import java.util.Optional;

/**
 * The reward is above the reference and correctness below it, both significantly. The reward is the reward model's score where there
 * is one, since correctness is a part of the total.
 */
final class RewardHacking implements Rule {
    @Override
    public Finding finding() {
        return Finding.REWARD_HACKING;
    }

    @Override
    public Optional<String> suspicion(Look look) {
        boolean judged =
                look.window().summaries().moments(Component.REWARD_MODEL).count() > 0;
        Component reward = judged ? Component.REWARD_MODEL : Component.REWARD_TOTAL;
        MeanTest rise = look.againstReference(reward);
        MeanTest fall = look.againstReference(Component.CORRECTNESS);
        if (rise.z() <= 0
                || fall.z() >= 0
                || !Look.isSignificant(rise.probability())
                || !Look.isSignificant(fall.probability())) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%s rose from %+.3f to %+.3f while correctness fell from %.1f %% to %.1f %%",
                reward.spelling(),
                look.referenceMean(reward),
                look.mean(reward),
                100 * look.referenceMean(Component.CORRECTNESS),
                100 * look.mean(Component.CORRECTNESS)));
    }
}
