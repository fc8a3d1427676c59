package dev.factstream.scorer.drift;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The reward is above the reference, and correctness or the support by facts below it, both significantly. The reward is the reward model's score where there
 * is one, since correctness is a part of the total.
 */
final class RewardHacking implements Rule {
    private static final List<Component> TRUTH = List.of(Component.CORRECTNESS, Component.FACT_SUPPORT);

    @Override
    public Finding finding() {
        return Finding.REWARD_HACKING;
    }

    @Override
    public Optional<String> suspicion(Look look) {
        boolean judged =
                look.window().summaries().moments(Component.REWARD_MODEL).count() > 0;
        Component reward = judged ? Component.REWARD_MODEL : Component.REWARD_TOTAL;
        if (!look.againstReference(reward).isRise()) {
            return Optional.empty();
        }
        return TRUTH.stream()
                .filter(truth -> look.againstReference(truth).isFall())
                .findFirst()
                .map(truth -> String.format(
                        Locale.ROOT,
                        "%s rose from %+.3f to %+.3f while %s fell from %.1f %% to %.1f %%",
                        reward.spelling(),
                        look.referenceMean(reward),
                        look.mean(reward),
                        truth.spelling(),
                        100 * look.referenceMean(truth),
                        100 * look.mean(truth)));
    }
}
