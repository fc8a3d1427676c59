package dev.factstream.schemas.seeds;

import java.util.SplittableRandom;

/** Seeded permutations (Fisher and Yates). */
public final class SeededPermutation {

    private SeededPermutation() {}

    /** The numbers 0 to {@code size - 1} in the order that {@code seed} gives. */
    public static int[] permutation(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
