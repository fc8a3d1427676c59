package dev.factstream.actor.chat;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a client asks for.
 *
 * @param model the policy, with or without its version
 * @param messages at most one instruction, then questions and answers in turn, a question last
 * @param maxTokens most tokens of the answer
 * @param temperature as in {@link dev.factstream.model.generate.SamplingOptions}, as are topP, topK and seed
 * @param stops texts before which the answer ends
 * @param stream whether the answer is wanted piece by piece
 * @param usage whether a streamed answer ends with the count of its tokens
 */
record ChatRequest(
        String model,
        List<ChatMessage> messages,
        OptionalInt maxTokens,
        float temperature,
        float topP,
        int topK,
        long seed,
        List<String> stops,
        boolean stream,
        boolean usage) {}
