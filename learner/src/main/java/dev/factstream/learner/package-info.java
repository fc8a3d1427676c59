/**
 * The learner: trains policy versions on scored rollouts. {@link dev.factstream.learner.Learner} is the loop. Each
 * feature has a separate package, and none of them depends on this one.
 */
package dev.factstream.learner;
