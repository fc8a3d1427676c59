package dev.factstream.actor.answer;

/** The seeds of a ticket's samples, so that any of them can be generated again. */
public final class SampleSeeds {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private SampleSeeds() {}

    /**
     * The ticket's own seed for sample 0; for the others that of SplitMix64 (Steele, Lea, Flood 2014) after {@code sample} steps,
     * mixed: the generator of a sample's numbers takes the same steps, and unmixed its numbers would be those of sample 0,
     * moved by one for each sample.
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
