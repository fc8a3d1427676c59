package dev.factstream.actor.answer;

/** Derives the seed of each sample of a ticket, so that every sample is reproducible. */
public final class SampleSeeds {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private SampleSeeds() {}

    /**
     * Returns the ticket's own seed for sample 0, and for other samples the mixed state of SplitMix64 (Steele, Lea, Flood 2014)
     * after {@code sample} steps. The state is mixed because a sample's random generator takes the same steps: unmixed, its numbers
     * would be those of sample 0, shifted by one for each sample.
     */
    public static long of(long ticketSeed, int sample) {
        return sample == 0 ? ticketSeed : mixed(ticketSeed + sample * GAMMA);
    }

    private static long mixed(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
