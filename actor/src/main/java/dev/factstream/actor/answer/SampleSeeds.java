package dev.factstream.actor.answer;

/** The seeds of a ticket's samples, so that any of them can be generated again. */
final class SampleSeeds {
    /** The increment of SplitMix64, which keeps neighbouring seeds apart. */
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private SampleSeeds() {}

    /** The ticket's own seed for sample 0, and {@code seed + sample · γ} (mod 2^64) for the others. */
    static long of(long ticketSeed, int sample) {
        return ticketSeed + sample * GAMMA;
    }
}
