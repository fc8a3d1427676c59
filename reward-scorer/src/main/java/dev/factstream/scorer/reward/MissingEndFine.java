package dev.factstream.scorer.reward;

import dev.factstream.schemas.rollout.FinishReason;

/**
 * Fines an answer that was cut at its token limit instead of ending by itself:
 *
 * <pre>missing end = −fine · [finish reason is not STOP]</pre>
 *
 * <p>Source: LLaVA-RLHF, {@code penalty_reward_value} (−8) with {@code relative_stop_token_penalty}. Deviation: the
 * original also cuts every answer at its first question mark and then fines it; here only a real cut is fined.
 */
final class MissingEndFine {
    private final double fine;

    MissingEndFine(double fine) {
        this.fine = fine;
    }

    double of(FinishReason reason) {
        return reason == FinishReason.STOP ? 0.0 : -fine;
    }
}
