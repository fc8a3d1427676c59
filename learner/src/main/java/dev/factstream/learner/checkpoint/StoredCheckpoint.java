package dev.factstream.learner.checkpoint;

/**
 * A checkpoint as a ledger record names it.
 *
 * @param name name of the folder below {@code checkpoints}
 * @param sha256 hash of its content
 */
public record StoredCheckpoint(String name, String sha256) {}
