/**
 * The estimators of off-policy PPO as pure functions over per-token arrays, one class each.
 *
 * <p>The estimators distinguish three policies: the <em>behaviour</em> policy {@code mu} that an actor sampled from, the
 * <em>proximal</em> policy {@code pi_p}, which is the learner's weights when a version's work begins, and the
 * <em>current</em> policy {@code pi}, which moves within a version. Arrays hold the tokens of one response in order;
 * padding is not included. All estimators compute in double precision, have no state and are
 * thread-safe.
 */
package dev.factstream.learner.estimator;
