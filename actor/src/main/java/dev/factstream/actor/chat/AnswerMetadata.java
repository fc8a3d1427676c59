package dev.factstream.actor.chat;

import dev.factstream.actor.adapter.PolicyVersion;

/**
 * The metadata of an answer.
 *
 * @param id of the completion
 * @param policy the version that generates it
 * @param reason why it ended, {@code stop} or {@code length}; empty until then
 */
record AnswerMetadata(
        String id, long createdSeconds, PolicyVersion policy, int promptTokens, int tokens, String reason) {

    AnswerMetadata ended(boolean stopped, int drawn) {
        return new AnswerMetadata(id, createdSeconds, policy, promptTokens, drawn, stopped ? "stop" : "length");
    }
}
