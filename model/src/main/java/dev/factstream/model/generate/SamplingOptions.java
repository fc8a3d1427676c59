package dev.factstream.model.generate;

/**
 * How one sequence is drawn.
 *
 * @param temperature divides the logits; 0 takes the most probable token
 * @param topP mass of the most probable tokens to draw from, in (0, 1]; 1 draws from all
 * @param topK number of the most probable tokens to draw from; 0 draws from all
 * @param maxNewTokens most tokens to draw, at least 1
 * @param seed of this sequence's random numbers; the draw does not depend on other sequences of the batch
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

    /** The most probable token, always. */
    public static SamplingOptions greedy(int maxNewTokens) {
        return new SamplingOptions(0, 1, 0, maxNewTokens, 0);
    }
}
