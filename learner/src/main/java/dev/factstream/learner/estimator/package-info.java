/**
 * The estimators of off-policy PPO as pure functions over per-token arrays, one class each.
 *
 * <p>Three policies are told apart throughout: the <em>behaviour</em> policy {@code mu} that an actor sampled from, the
 * <em>proximal</em> policy {@code pi_p}, which is the learner's weights when a version's work begins, and the
 * <em>current</em> policy {@code pi}, which moves within a version. Arrays hold the tokens of one response in order;
 * padding never enters here. Everything is computed in double precision, has no state and is safe for use by many
 * threads.
 */
package dev.factstream.learner.estimator;
