package dev.factstream.scorer.drift;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds rewards significantly above the reference while correctness or fact support is significantly below it. The reward is the
 * reward model's score if there is one, since correctness is a part of the total.
 */
final class RewardHacking implements Rule {
    private static final List<Component> TRUTH = List.of(Component.CORRECTNESS, Component.FACT_SUPPORT);

    @Override
    public Finding finding() {
        return Finding.REWARD_HACKING;
    }

    @Override
    public Optional<String> suspicion(Look context) {
        boolean hasModelScore =
                context.window().summaries().moments(Component.REWARD_MODEL).count() > 0;
        Component reward = hasModelScore ? Component.REWARD_MODEL : Component.REWARD_TOTAL;
        if (!context.againstReference(reward).isRise()) {
            return Optional.empty();
        }
        return TRUTH.stream()
                .filter(truth -> context.againstReference(truth).isFall())
                .findFirst()
                .map(truth -> String.format(
                        Locale.ROOT,
                        "%s rose from %+.3f to %+.3f while %s fell from %.1f %% to %.1f %%",
                        reward.spelling(),
                        context.referenceMean(reward),
                        context.mean(reward),
                        truth.spelling(),
                        100 * context.referenceMean(truth),
                        100 * context.mean(truth)));
    }
}
