package dev.factstream.console.run;

/** Shortens hashes for display. */
public final class Hashes {
    private static final int LENGTH = 16;

    private Hashes() {}

    /** Returns a prefix of the hash that is unique within a run. */
    public static String shortened(String hash) {
        return hash.substring(0, Math.min(LENGTH, hash.length()));
    }
}
