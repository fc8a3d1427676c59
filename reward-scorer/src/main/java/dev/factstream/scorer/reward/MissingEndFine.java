package dev.factstream.scorer.reward;

/**
 * Penalises an answer that was cut instead of ending by itself:
 *
 * <pre>missing end = −fine · [the answer has no end]</pre>
 *
 * <p>Source: LLaVA-RLHF, {@code penalty_reward_value} (−8) with {@code relative_stop_token_penalty}: it is added to the other
 * parts and does not replace them.
 */
final class MissingEndFine {
    private final double fine;

    MissingEndFine(double fine) {
        this.fine = fine;
    }

    double of(boolean ended) {
        return ended ? 0.0 : -fine;
    }
}
