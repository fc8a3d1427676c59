package dev.factstream.model.prompt;

import java.util.Optional;

/**
 * A prompt as input of the network.
 *
 * @param ids token ids, the image token repeated once per image feature
 * @param pixels the image, [channels, side, side] flattened; empty without an image
 */
public record EncodedPrompt(int[] ids, Optional<float[]> pixels) {}
