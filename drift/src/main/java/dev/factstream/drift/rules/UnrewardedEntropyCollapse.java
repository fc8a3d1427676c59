package dev.factstream.drift.rules;

import dev.factstream.drift.window.DriftComponent;
import dev.factstream.drift.window.FindingType;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds an entropy that is significantly below half of the reference's and of the lowest that was rewarded. A policy that learns
 * trades entropy for reward (Cui et al. 2025, arXiv 2505.22617, who fit R = b - a exp(H) to many runs), and that alone is no
 * collapse: as long as the total reward is above the reference's, the fall of the entropy is explained.
 */
final class UnrewardedEntropyCollapse implements DriftRule {
    private static final double MAX_RATIO = 0.5;

    @Override
    public FindingType finding() {
        return FindingType.ENTROPY_COLLAPSE;
    }

    @Override
    public Optional<String> suspicion(WindowContext context) {
        double before = Math.min(context.referenceMean(DriftComponent.ENTROPY), context.lowestRewardedEntropy());
        double now = context.mean(DriftComponent.ENTROPY);
        boolean halved = now < MAX_RATIO * before
                && context.againstReference(DriftComponent.ENTROPY).isFall();
        if (!halved || context.isRewardAboveReference()) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "the entropy fell from %.4f to %.4f nats per token without a gain: the total reward is %+.3f; %+.3f in the reference",
                before,
                now,
                context.mean(DriftComponent.REWARD_TOTAL),
                context.referenceMean(DriftComponent.REWARD_TOTAL)));
    }
}
