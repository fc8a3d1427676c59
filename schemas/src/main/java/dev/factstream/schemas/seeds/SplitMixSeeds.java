package dev.factstream.schemas.seeds;

import java.util.SplittableRandom;

/**
 * Seeds derived from the seed of a run and a path of numbers. No random state is carried from step to step, so the choices for
 * ticket 17 do not depend on how often the run was resumed. All numbers are those of SplitMix64 (Steele, Lea, Flood 2014), which
 * is the algorithm of {@link SplittableRandom}.
 */
public final class SplitMixSeeds {
    /** The increment of the generator's state: 2^64 divided by the golden ratio. */
    private static final long GAMMA = 0x9e3779b97f4a7c15L;

    private SplitMixSeeds() {}

    /** Returns the seed for {@code path} under {@code seed}; different paths of one length give unrelated seeds. */
    public static long derive(long seed, long... path) {
        long state = number(seed, 0);
        for (long step : path) {
            state = number(31 * state + number(step, 0), -1);
        }
        return state;
    }

    /** Returns the number at {@code index}, from 0, of the generator with this seed. */
    public static long number(long seed, long index) {
        return new SplittableRandom(seed + index * GAMMA).nextLong();
    }
}
