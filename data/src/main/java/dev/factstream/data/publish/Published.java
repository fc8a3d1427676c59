package dev.factstream.data.publish;

/**
 * What a publication did.
 *
 * @param added prompts that are new on the stream
 * @param unchanged prompts that were there already
 */
public record Published(int added, int unchanged) {}
