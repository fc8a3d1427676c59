package dev.factstream.training.sft;

import dev.factstream.schemas.seeds.SeededPermutation;
import dev.factstream.schemas.seeds.SplitMixSeeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Batches of sequences of similar length, which saves padding: sequences are shuffled and sorted by length within blocks of
 * many batches, and the batches are shuffled again. An epoch leaves out sequences that do not fill a batch.
 */
public final class LengthBuckets {

    private static final int BATCHES_PER_BLOCK = 50;

    private LengthBuckets() {}

    /** Returns indices into {@code lengths}, batch by batch, in an order given by seed and epoch. */
    public static List<int[]> batches(int[] lengths, int batchSize, long seed, int epoch) {
        int[] shuffled = SeededPermutation.permutation(lengths.length, SplitMixSeeds.derive(seed, epoch, 0));
        List<int[]> batches = new ArrayList<>();
        int block = batchSize * BATCHES_PER_BLOCK;
        for (int from = 0; from < shuffled.length; from += block) {
            int[] sorted = Arrays.stream(shuffled, from, Math.min(shuffled.length, from + block))
                    .boxed()
                    .sorted(Comparator.comparingInt(i -> lengths[i]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int at = 0; at + batchSize <= sorted.length; at += batchSize) {
                batches.add(Arrays.copyOfRange(sorted, at, at + batchSize));
            }
        }
        int[] order = SeededPermutation.permutation(batches.size(), SplitMixSeeds.derive(seed, epoch, 1));
        return Arrays.stream(order).mapToObj(batches::get).toList();
    }
}
