package dev.factstream.actor.answer;

import dev.factstream.schemas.seeds.SplitMixSeeds;

/** Derives the seed of each sample of a ticket, so that every sample is reproducible. */
public final class SampleSeeds {
    private SampleSeeds() {}

    /**
     * Returns the ticket's own seed for sample 0, and for sample n the n-th number of the ticket's generator. It is the number and not the
     * generator's state, because a sample's generator takes the same steps: from the state, its numbers would be those of sample 0,
     * shifted by one for each sample.
     */
    public static long of(long ticketSeed, int sample) {
        return sample == 0 ? ticketSeed : SplitMixSeeds.number(ticketSeed, sample - 1L);
    }
}
