/**
 * Checkpoint folders: written completely or not at all; named, with their hash, by the ledger record that commits them.
 */
package dev.factstream.learner.checkpoint;
