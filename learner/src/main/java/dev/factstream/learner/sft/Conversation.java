package dev.factstream.learner.sft;

import java.util.Optional;

/**
 * A conversation as the network reads it.
 *
 * @param ids tokens, image tokens expanded
 * @param answers indices in {@code ids} of the tokens to learn: the answers, each with its end token
 * @param pixels the picture
 */
record Conversation(int[] ids, int[] answers, Optional<float[]> pixels) {}
