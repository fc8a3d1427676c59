/** Checkpoint folders: written whole or not at all, named and hashed by the ledger record that makes them true. */
package dev.factstream.learner.checkpoint;
