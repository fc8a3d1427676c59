package dev.factstream.learner.pool;

import dev.factstream.schemas.seeds.SeededPermutation;
import dev.factstream.schemas.seeds.SplitMixSeeds;
import java.util.List;

/** Repeats a list without end, each time in another seeded order. Not thread-safe. */
final class ShuffledCycle<T> {

    private final List<T> items;
    private final long seed;
    private long cycle = -1;
    private int[] order;

    /** @param items at least one */
    ShuffledCycle(List<T> items, long seed) {
        this.items = items;
        this.seed = seed;
    }

    /** The item at a position that counts across all repetitions. */
    T at(long position) {
        long repetition = position / items.size();
        if (repetition != cycle) {
            order = SeededPermutation.permutation(items.size(), SplitMixSeeds.derive(seed, -1, repetition));
            cycle = repetition;
        }
        return items.get(order[(int) (position % items.size())]);
    }
}
