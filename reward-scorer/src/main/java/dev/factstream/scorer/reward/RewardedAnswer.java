package dev.factstream.scorer.reward;

import dev.factstream.schemas.rollout.FinishReason;
import dev.factstream.schemas.rollout.Rollout;

/**
 * An answer in the form that is rewarded.
 *
 * @param text without special tokens
 * @param tokens number of tokens, including the end token if present
 * @param ended whether generation stopped by itself
 */
public record RewardedAnswer(String text, int tokens, boolean ended) {

    /** Returns the whole answer of a rollout. */
    static RewardedAnswer of(Rollout rollout) {
        return new RewardedAnswer(rollout.text(), rollout.tokens().length, rollout.finishReason() == FinishReason.STOP);
    }

    /**
     * Returns the answer up to and including its first question mark, without an end; unchanged if it has no question mark.
     *
     * <p>Deviation from LLaVA-RLHF, which cuts at the token ids of its one tokenizer: a scorer does not know the policy's
     * tokenizer, so it cuts the text, and scales the token count by the share of characters that remain, rounded up.
     */
    RewardedAnswer cutAtQuestionMark() {
        int mark = text.indexOf('?');
        if (mark < 0) {
            return this;
        }
        String left = text.substring(0, mark + 1);
        int contentTokens = ended ? tokens - 1 : tokens;
        long share = -Math.floorDiv(-(long) contentTokens * characters(left), (long) characters(text)); // rounded up
        return new RewardedAnswer(left, Math.toIntExact(Math.max(1, share)), false);
    }

    private static int characters(String text) {
        return text.codePointCount(0, text.length());
    }
}
