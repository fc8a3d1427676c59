package dev.factstream.actor.chat;

import dev.factstream.actor.adapter.PolicyVersion;

/** Receives the progress of an answer; called by the generating thread, so methods must not block. */
interface AnswerListener {
    /** The answer begins; this policy version generates all of it. */
    void onBegin(PolicyVersion policy);

    /** The answer has more text. */
    void onText(String more);

    /**
     * The answer is complete.
     *
     * @param stopped whether it ended with the end token or at a stop string, and not at its limit of tokens
     * @param tokens number of generated tokens
     */
    void onEnd(boolean stopped, int tokens);

    /** The answer failed. */
    void onFailure(ChatException error);
}
