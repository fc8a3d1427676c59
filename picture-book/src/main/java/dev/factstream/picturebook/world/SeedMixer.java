package dev.factstream.picturebook.world;

import dev.factstream.schemas.seeds.SplitMixSeeds;
import java.util.Random;

/** Derives independent seeds from several numbers, so that neighbouring numbers give unrelated random sequences. */
public final class SeedMixer {
    private SeedMixer() {}

    /** Returns a seed that depends on every part and on their order. */
    static long mix(long... parts) {
        long seed = 0;
        for (long part : parts) {
            seed = SplitMixSeeds.number(seed + part, 0);
        }
        return seed;
    }

    /** Returns a generator of the class {@link Random}, whose algorithm is part of the Java specification. */
    public static Random random(long... parts) {
        return new Random(mix(parts));
    }
}
