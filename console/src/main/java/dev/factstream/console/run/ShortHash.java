package dev.factstream.console.run;

/** Shortens hashes for display. */
public final class ShortHash {
    private static final int LENGTH = 16;

    private ShortHash() {}

    /** Returns a prefix of the hash that is unique within a run. */
    public static String shortened(String hash) {
        return hash.substring(0, Math.min(LENGTH, hash.length()));
    }
}
