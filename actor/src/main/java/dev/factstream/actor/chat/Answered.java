package dev.factstream.actor.chat;

import dev.factstream.actor.adapter.PolicyVersion;

/**
 * What there is to say about an answer beside its text.
 *
 * @param id of the completion
 * @param policy the version that gives it
 * @param reason why it ended, {@code stop} or {@code length}; empty before
 */
record Answered(String id, long createdSeconds, PolicyVersion policy, int promptTokens, int tokens, String reason) {

    Answered ended(boolean stopped, int drawn) {
        return new Answered(id, createdSeconds, policy, promptTokens, drawn, stopped ? "stop" : "length");
    }
}
