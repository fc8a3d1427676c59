package dev.factstream.learner.ppo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Splits samples into microbatches of similar length, which saves padding and lets a minibatch of any size fit into memory:
 * gradients accumulate over its microbatches.
 */
final class Microbatches {

    private Microbatches() {}

    /** Splits {@code indices} into parts of at most {@code size}, shortest sample first. */
    static List<int[]> of(int[] indices, List<EncodedRollout> samples, int size) {
        int[] sorted = Arrays.stream(indices)
                .boxed()
                .sorted(Comparator.comparingInt(
                        index -> samples.get(index).row().ids().length))
                .mapToInt(Integer::intValue)
                .toArray();
        List<int[]> parts = new ArrayList<>();
        for (int from = 0; from < sorted.length; from += size) {
            parts.add(Arrays.copyOfRange(sorted, from, Math.min(sorted.length, from + size)));
        }
        return parts;
    }
}
