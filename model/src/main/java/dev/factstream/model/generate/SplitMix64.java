package dev.factstream.model.generate;

/**
 * Uniform random numbers of one sequence: SplitMix64 (Steele, Lea, Flood 2014), implemented here so that a recorded seed gives
 * the same numbers on every Java version.
 */
final class SplitMix64 {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    SplitMix64(long seed) {
        state = seed;
    }

    /** Returns the number after the next {@code ahead} numbers, in [0, 1), a multiple of 2^-53. */
    double peek(int ahead) {
        long z = state + (ahead + 1) * GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >>> 11) * 0x1p-53;
    }

    /** Skips one number. */
    void advance() {
        state += GAMMA;
    }
}
