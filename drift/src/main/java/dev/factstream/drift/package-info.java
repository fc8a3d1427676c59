/** Detects drift in the scored rollouts: windows, distances from a reference, findings by name. A separate application. */
package dev.factstream.drift;
