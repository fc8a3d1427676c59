package dev.factstream.model.generate;

/**
 * Sampling options of one sequence.
 *
 * @param temperature divisor of the logits; 0 selects the most probable token
 * @param topP probability mass of the most probable tokens to draw from, in (0, 1]; 1 draws from all
 * @param topK number of the most probable tokens to draw from; 0 draws from all
 * @param maxNewTokens maximum number of tokens to draw, at least 1
 * @param seed of this sequence's random numbers; the sample does not depend on other sequences in the batch
 */
public record SamplingOptions(float temperature, float topP, int topK, int maxNewTokens, long seed) {

    /** @throws IllegalArgumentException for a value out of range */
    public SamplingOptions {
        if (!(temperature >= 0) || !(topP > 0 && topP <= 1) || topK < 0 || maxNewTokens < 1) {
            throw new IllegalArgumentException(
                    "sampling needs temperature >= 0, 0 < topP <= 1, topK >= 0, maxNewTokens >= 1:" + " temperature "
                            + temperature + ", topP " + topP + ", topK " + topK + ", maxNewTokens " + maxNewTokens);
        }
    }

    /** Creates options that always select the most probable token. */
    public static SamplingOptions greedy(int maxNewTokens) {
        return new SamplingOptions(0, 1, 0, maxNewTokens, 0);
    }
}
