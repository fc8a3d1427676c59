/** Watches the scored rollouts for drift: windows, distances from a reference, findings by name. An application of its own. */
package dev.factstream.scorer.drift;
