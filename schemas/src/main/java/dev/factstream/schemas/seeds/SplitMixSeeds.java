package dev.factstream.schemas.seeds;

/**
 * Seeds derived from the seed of a run and a path of numbers (the finaliser of SplitMix64, Steele et al. 2014). No
 * random state is carried from step to step, so the choices for ticket 17 do not depend on how often the run was
 * resumed.
 */
public final class SplitMixSeeds {

    private SplitMixSeeds() {}

    /** The seed for {@code path} under {@code seed}; different paths of one length give unrelated seeds. */
    public static long derive(long seed, long... path) {
        long state = mix(seed + 0x9e3779b97f4a7c15L);
        for (long step : path) {
            state = mix(31 * state + mix(step + 0x9e3779b97f4a7c15L));
        }
        return state;
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
