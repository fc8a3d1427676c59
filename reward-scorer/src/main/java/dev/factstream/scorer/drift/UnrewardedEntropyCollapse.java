package dev.factstream.scorer.drift;

import java.util.Locale;
import java.util.Optional;

/**
 * The entropy is less than half of the reference's, significantly, and of what was given for reward. A policy that learns trades entropy
 * for reward (Cui et al. 2025, arXiv 2505.22617, who fit R = b - a exp(H) to many runs), and that alone is no collapse: as long as
 * the total reward is above the reference's, what the entropy falls to is accounted for.
 */
final class UnrewardedEntropyCollapse implements Rule {
    private static final double MOST_RATIO = 0.5;

    @Override
    public Finding finding() {
        return Finding.ENTROPY_COLLAPSE;
    }

    @Override
    public Optional<String> suspicion(Look look) {
        double before = Math.min(look.referenceMean(Component.ENTROPY), look.rewardedEntropy());
        double now = look.mean(Component.ENTROPY);
        boolean halved = now < MOST_RATIO * before
                && look.againstReference(Component.ENTROPY).isFall();
        if (!halved || look.isRewarded()) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "the entropy fell from %.4f to %.4f nats a token for nothing: the total reward is %+.3f, and was %+.3f at first",
                before,
                now,
                look.mean(Component.REWARD_TOTAL),
                look.referenceMean(Component.REWARD_TOTAL)));
    }
}
