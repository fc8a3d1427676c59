package dev.factstream.model.network;

import ai.djl.ndarray.NDArray;

/**
 * Log-probabilities and entropies of the response tokens of a batch.
 *
 * @param logProbs log-probability of each token, [B, R]; 0 after the end of a response
 * @param entropies entropy in nats of the distribution at each token, [B, R]; 0 after the end of a response
 */
public record TokenStatistics(NDArray logProbs, NDArray entropies) {}
