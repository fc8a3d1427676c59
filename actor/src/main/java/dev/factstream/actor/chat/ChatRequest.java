package dev.factstream.actor.chat;

import java.util.List;
import java.util.OptionalInt;

/**
 * A chat completion request.
 *
 * @param model name of the policy, with or without its version, or of the base
 * @param messages at most one instruction, then alternating questions and answers; the last one is a question
 * @param maxTokens maximum number of tokens of the answer
 * @param temperature as in {@link dev.factstream.model.generate.SamplingOptions}, like topP, topK and seed
 * @param stops strings that end the answer; they are not part of it
 * @param stream whether the answer is streamed in chunks
 * @param usage whether a streamed answer ends with token counts
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
