package dev.factstream.actor.settings;

/** The treatment of the keys and values of running sequences when the weights are swapped. */
public enum SwapCacheMode {
    /** Prompt and answer so far are processed again with the new weights. */
    REBUILD,
    /** They stay, so that no sequence waits: later tokens depend on keys and values of both versions. */
    KEEP
}
