package dev.factstream.schemas.ticket;

import static dev.factstream.schemas.Check.require;

import dev.factstream.schemas.Check;

/**
 * The sampling parameters of an answer.
 *
 * @param temperature divides the logits; 0 is greedy
 * @param topP nucleus mass in (0, 1]; 1 keeps every token
 * @param topK number of most likely tokens kept; 0 keeps every token
 * @param maxNewTokens maximum number of generated tokens, including the end token
 * @param seed of the sequence's own random generator, so that an answer does not depend on the rest of its batch
 */
public record Sampling(float temperature, float topP, int topK, int maxNewTokens, long seed) {
    public Sampling {
        require(temperature >= 0 && Float.isFinite(temperature), "temperature", "must be 0 or more", temperature);
        require(topP > 0 && topP <= 1, "topP", "must lie in (0, 1]", topP);
        Check.notNegative(topK, "topK");
        Check.positive(maxNewTokens, "maxNewTokens");
    }

    /** Returns the same parameters with another seed. */
    public Sampling withSeed(long other) {
        return new Sampling(temperature, topP, topK, maxNewTokens, other);
    }
}
