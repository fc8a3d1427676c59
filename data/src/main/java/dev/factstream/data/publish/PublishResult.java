package dev.factstream.data.publish;

/**
 * The result of a publication.
 *
 * @param added prompts that are new in the pool
 * @param unchanged prompts that were already in it
 */
public record PublishResult(int added, int unchanged) {}
