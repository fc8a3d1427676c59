package dev.factstream.console.experiment.drift;

/**
 * A policy version that came out.
 *
 * @param weights the version whose weights it really has
 * @param kl divergence from the reference policy, nats per token
 */
record Version(long atMillis, int version, int weights, double kl) {}
