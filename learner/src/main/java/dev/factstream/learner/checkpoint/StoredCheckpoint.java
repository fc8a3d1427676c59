package dev.factstream.learner.checkpoint;

/**
 * A checkpoint folder as a ledger record names it.
 *
 * @param name of the folder below {@code checkpoints}
 * @param sha256 of its content
 */
public record StoredCheckpoint(String name, String sha256) {}
