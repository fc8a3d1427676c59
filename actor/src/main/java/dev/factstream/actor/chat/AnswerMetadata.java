package dev.factstream.actor.chat;

import dev.factstream.actor.adapter.PolicyVersion;

/**
 * The metadata of an answer.
 *
 * @param id of the completion
 * @param model that answers
 * @param policy the version that generates it
 * @param reason why it ended, {@code stop} or {@code length}; empty until then
 */
record AnswerMetadata(
        String id,
        long createdSeconds,
        ChatModel model,
        PolicyVersion policy,
        int promptTokens,
        int tokens,
        String reason) {

    AnswerMetadata begun(PolicyVersion version) {
        return new AnswerMetadata(id, createdSeconds, model, version, promptTokens, 0, reason);
    }

    AnswerMetadata ended(boolean stopped, int drawn) {
        return new AnswerMetadata(id, createdSeconds, model, policy, promptTokens, drawn, stopped ? "stop" : "length");
    }
}
