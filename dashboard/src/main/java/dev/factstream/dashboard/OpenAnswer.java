package dev.factstream.dashboard;

import dev.factstream.schemas.rollout.Rollout;

/**
 * The texts of an answer to an open question, without its tokens and its picture.
 *
 * @param version the newest policy version that sampled it
 */
record OpenAnswer(String promptId, String question, String text, int version) {
    static OpenAnswer of(Rollout rollout) {
        return new OpenAnswer(
                rollout.question().promptId(), rollout.question().text(), rollout.text(), rollout.newestVersion());
    }

    /** Returns the number of characters. */
    int length() {
        return promptId.length() + question.length() + text.length();
    }
}
