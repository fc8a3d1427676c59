/**
 * PPO with LoRA: a policy, which is an adapter on a frozen base; a critic, which is an adapter on the same base or on a
 * reward model's; a reference, which is the bare base or the adapter that the policy started from; and the decoupled
 * objective with values and proximal log-probabilities recomputed on the learner.
 */
package dev.factstream.learner.ppo;
