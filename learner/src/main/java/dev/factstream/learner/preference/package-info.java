/** Preference pairs: answers sampled from a policy, labelled by what is true of the picture. */
package dev.factstream.learner.preference;
