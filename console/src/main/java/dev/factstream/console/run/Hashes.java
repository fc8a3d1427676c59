package dev.factstream.console.run;

/** Hashes as people read them. */
public final class Hashes {
    private static final int LENGTH = 16;

    private Hashes() {}

    /** The beginning of a hash, enough to tell those of a run apart. */
    public static String shortened(String hash) {
        return hash.substring(0, Math.min(LENGTH, hash.length()));
    }
}
