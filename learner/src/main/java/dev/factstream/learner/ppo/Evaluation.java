package dev.factstream.learner.ppo;

/**
 * What the networks say of a sample's answer before a version's work begins; every array has one entry per token.
 *
 * @param proximal log-probabilities under the policy as it is
 * @param entropies entropy of the policy's distribution, in nats
 * @param reference log-probabilities under the reference: the base, or the adapter that the run began from
 * @param values the critic's estimates
 */
record Evaluation(double[] proximal, double[] entropies, double[] reference, double[] values) {}
