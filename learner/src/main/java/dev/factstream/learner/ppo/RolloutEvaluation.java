package dev.factstream.learner.ppo;

/**
 * Outputs of the networks for a sample's answer before a version's training; every array has one entry per token.
 *
 * @param proximal log-probabilities under the current policy
 * @param entropies entropy of the policy's distribution, in nats
 * @param reference log-probabilities under the reference: the base, or the adapter that the run started from
 * @param values the critic's estimates
 */
record RolloutEvaluation(double[] proximal, double[] entropies, double[] reference, double[] values) {}
