package dev.factstream.model.generate;

/**
 * The result of generating one sequence.
 *
 * @param tokens the drawn tokens, including the stop token
 * @param logProbs log-probability of each token under the distribution it was drawn from (temperature and truncation
 *     included; with temperature 0, the distribution without temperature)
 * @param meanEntropy mean entropy of those distributions, in nats
 * @param stopped whether the sequence ended with a stop token rather than at its limit
 */
public record Generation(int[] tokens, float[] logProbs, float meanEntropy, boolean stopped) {}
