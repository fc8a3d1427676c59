/**
 * PPO with LoRA: a policy and a critic, each an adapter on the same frozen base, a reference that is the base alone,
 * and the decoupled objective with values and proximal log-probabilities recomputed on the learner.
 */
package dev.factstream.learner.ppo;
