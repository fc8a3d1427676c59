package dev.factstream.picturebook.world;

import java.util.Random;

/** Derives independent seeds from several numbers, so that neighbouring numbers give unrelated random sequences. */
public final class SeedMixer {
    private SeedMixer() {}

    /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014), chained over the parts. */
    static long mix(long... parts) {
        long hash = 0;
        for (long part : parts) {
            hash += part + 0x9E3779B97F4A7C15L;
            hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
            hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
            hash ^= hash >>> 31;
        }
        return hash;
    }

    /** Returns a generator of the class {@link Random}, whose algorithm is part of the Java specification. */
    public static Random random(long... parts) {
        return new Random(mix(parts));
    }
}
