package dev.factstream.actor.chat;

import dev.factstream.actor.adapter.PolicyVersion;

/** Is told how an answer comes about; called by the generating thread, which must not wait for anything here. */
interface AnswerListener {
    /** It begins, with this version of the policy, which gives the whole answer. */
    void begins(PolicyVersion policy);

    /** More of its text. */
    void grows(String more);

    /**
     * It is complete.
     *
     * @param stopped whether by itself or at a stop, rather than at its limit
     * @param tokens drawn
     */
    void ends(boolean stopped, int tokens);

    /** It will never be complete. */
    void fails(ChatException why);
}
