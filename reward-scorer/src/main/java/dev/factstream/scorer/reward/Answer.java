package dev.factstream.scorer.reward;

import dev.factstream.schemas.rollout.FinishReason;
import dev.factstream.schemas.rollout.Rollout;

/**
 * An answer as it is rewarded.
 *
 * @param text without special tokens
 * @param tokens how long it is, the end token included if it has one
 * @param ended whether it ended by itself
 */
public record Answer(String text, int tokens, boolean ended) {

    /** The whole answer of a rollout. */
    static Answer of(Rollout rollout) {
        return new Answer(rollout.text(), rollout.tokens().length, rollout.finishReason() == FinishReason.STOP);
    }

    /**
     * The answer up to and with its first question mark, and without an end; itself if it has none.
     *
     * <p>Deviation from LLaVA-RLHF, which cuts at the token ids of its one tokenizer: here the text is cut, and its tokens are
     * counted as the share of the answer's characters that is left, rounded up, since a scorer does not know the policy's tokenizer.
     */
    Answer cut() {
        int mark = text.indexOf('?');
        if (mark < 0) {
            return this;
        }
        String left = text.substring(0, mark + 1);
        int spoken = ended ? tokens - 1 : tokens;
        long share = -Math.floorDiv(-(long) spoken * characters(left), (long) characters(text)); // rounded up
        return new Answer(left, Math.toIntExact(Math.max(1, share)), false);
    }

    private static int characters(String text) {
        return text.codePointCount(0, text.length());
    }
}
