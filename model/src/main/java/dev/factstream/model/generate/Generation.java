package dev.factstream.model.generate;

/**
 * A drawn sequence.
 *
 * @param tokens what was drawn, the stop token included
 * @param logProbs log-probability of each token under the distribution it was drawn from (temperature and truncation
 *     included; with temperature 0 the untempered one)
 * @param meanEntropy mean entropy of those distributions, in nats
 * @param stopped whether it ended with a stop token rather than at its limit
 */
public record Generation(int[] tokens, float[] logProbs, float meanEntropy, boolean stopped) {}
