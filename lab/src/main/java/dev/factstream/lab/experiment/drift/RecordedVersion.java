package dev.factstream.lab.experiment.drift;

/**
 * A published policy version.
 *
 * @param atMillis the time of its publication
 * @param version the version
 * @param weights the version whose weights it actually has
 * @param kl KL divergence from the reference policy, nats per token
 */
record RecordedVersion(long atMillis, int version, int weights, double kl) {}
