/** Preference pairs: answers sampled from a policy, labelled by the truth about the picture. */
package dev.factstream.training.preference;
