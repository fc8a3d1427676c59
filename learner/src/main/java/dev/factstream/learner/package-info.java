/**
 * The learner: turns scored rollouts into policy versions. {@link dev.factstream.learner.Learner} is the loop; each feature
 * has a package of its own, and none of them knows this one.
 */
package dev.factstream.learner;
