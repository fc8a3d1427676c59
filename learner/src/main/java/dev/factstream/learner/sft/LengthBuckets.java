package dev.factstream.learner.sft;

import dev.factstream.learner.dispatch.Seeds;
import dev.factstream.learner.dispatch.Shuffle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Batches of sequences of like length, so that little is spent on padding: shuffled, sorted by length within stretches
 * of many batches, and shuffled again batch by batch. What does not fill a batch waits for the next epoch's shuffle.
 */
public final class LengthBuckets {

    private static final int BATCHES_PER_STRETCH = 50;

    private LengthBuckets() {}

    /** Indices into {@code lengths}, batch by batch, in the order that seed and epoch give. */
    public static List<int[]> batches(int[] lengths, int batchSize, long seed, int epoch) {
        int[] shuffled = Shuffle.permutation(lengths.length, Seeds.derive(seed, epoch, 0));
        List<int[]> batches = new ArrayList<>();
        int stretch = batchSize * BATCHES_PER_STRETCH;
        for (int from = 0; from < shuffled.length; from += stretch) {
            int[] sorted = Arrays.stream(shuffled, from, Math.min(shuffled.length, from + stretch))
                    .boxed()
                    .sorted(Comparator.comparingInt(i -> lengths[i]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int at = 0; at + batchSize <= sorted.length; at += batchSize) {
                batches.add(Arrays.copyOfRange(sorted, at, at + batchSize));
            }
        }
        int[] order = Shuffle.permutation(batches.size(), Seeds.derive(seed, epoch, 1));
        return Arrays.stream(order).mapToObj(batches::get).toList();
    }
}
