package dev.factstream.drift.rules;

import dev.factstream.drift.window.DriftComponent;
import dev.factstream.drift.window.FindingType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds rewards significantly above the reference while correctness or fact support is significantly below it. The reward is the
 * reward model's score if there is one, since correctness is a part of the total.
 */
final class RewardHacking implements DriftRule {
    private static final List<DriftComponent> TRUTH = List.of(DriftComponent.CORRECTNESS, DriftComponent.FACT_SUPPORT);

    @Override
    public FindingType finding() {
        return FindingType.REWARD_HACKING;
    }

    @Override
    public Optional<String> suspicion(WindowContext context) {
        boolean hasModelScore = context.window()
                        .summaries()
                        .moments(DriftComponent.REWARD_MODEL)
                        .count()
                > 0;
        DriftComponent reward = hasModelScore ? DriftComponent.REWARD_MODEL : DriftComponent.REWARD_TOTAL;
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
