package dev.factstream.training.sft;

import java.util.Optional;

/**
 * A conversation encoded for the network.
 *
 * @param ids tokens, with expanded image tokens
 * @param answers indices in {@code ids} of the tokens to learn: the answers, each with its end token
 * @param pixels the picture
 */
record EncodedConversation(int[] ids, int[] answers, Optional<float[]> pixels) {}
