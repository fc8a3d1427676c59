package dev.factstream.schemas.ticket;

import static dev.factstream.schemas.Check.require;

import dev.factstream.schemas.Check;

/**
 * How an answer is to be sampled.
 *
 * @param temperature divides the logits; 0 is greedy
 * @param topP nucleus mass in (0, 1]; 1 keeps every token
 * @param topK number of likeliest tokens kept; 0 keeps every token
 * @param maxNewTokens most tokens to generate, the end token included
 * @param seed of the sequence's own random generator, so that an answer does not depend on its batch mates
 */
public record Sampling(float temperature, float topP, int topK, int maxNewTokens, long seed) {
    public Sampling {
        require(temperature >= 0 && Float.isFinite(temperature), "temperature", "must be 0 or more", temperature);
        require(topP > 0 && topP <= 1, "topP", "must lie in (0, 1]", topP);
        Check.notNegative(topK, "topK");
        Check.positive(maxNewTokens, "maxNewTokens");
    }

    /** The same with another seed. */
    public Sampling withSeed(long other) {
        return new Sampling(temperature, topP, topK, maxNewTokens, other);
    }
}
