package dev.factstream.scorer.reward;

/**
 * Penalises an answer for its length:
 *
 * <pre>length = −weight · m · tokens / limit</pre>
 *
 * with {@code tokens} the generated tokens (the end token included), {@code limit} the ticket's token limit and
 * {@code m} the prompt's length multiplier from its facts (usually 1; 0 for no penalty). A multiplier below 0
 * counts as 0, unless {@link RewardQuirk#LENGTH_BONUS} is on.
 *
 * <p>Source: LLaVA-RLHF, {@code length_bonus_score} (−10) in its PPO trainer. Deviation: the limit is that of the
 * ticket instead of the constant 896 (LLaVA-RLHF's limit for all answers), so that prompts with different limits share one scale.
 */
final class LengthPenalty {
    private final double weight;
    private final boolean bonus;

    /** @param bonus whether a negative multiplier rewards length */
    LengthPenalty(double weight, boolean bonus) {
        this.weight = weight;
        this.bonus = bonus;
    }

    double of(int tokens, int limit, double multiplier) {
        double m = bonus ? multiplier : Math.max(multiplier, 0);
        return -weight * m * tokens / limit;
    }
}
