package dev.factstream.scorer.reward;

/**
 * Charges an answer for its length:
 *
 * <pre>length = −weight · m · tokens / limit</pre>
 *
 * with {@code tokens} the generated tokens (the end token included), {@code limit} the ticket's token limit and
 * {@code m} the prompt's length multiplier from its facts (usually 1; 0 where any length is welcome).
 *
 * <p>Source: LLaVA-RLHF, {@code length_bonus_score} (−10) in its PPO trainer. Deviations: the limit is the ticket's own
 * rather than a constant 896, so that prompts with different limits are charged by the same measure; padding is never
 * counted.
 */
final class LengthPenalty {
    private final double weight;

    LengthPenalty(double weight) {
        this.weight = weight;
    }

    double of(int tokens, int limit, double multiplier) {
        return -weight * multiplier * tokens / limit;
    }
}
