package dev.factstream.actor.settings;

/** What becomes of the keys and values of running sequences when the weights are exchanged. */
public enum SwapCache {
    /** Prompt and answer so far are read again under the new weights. */
    REBUILD,
    /** They stay, so that nothing waits: what follows is drawn from what both versions have read. */
    KEEP
}
