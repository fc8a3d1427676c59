package dev.factstream.learner.ppo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Cuts samples into passes of like length, so that little is spent on padding, and gradients of a minibatch of any size
 * fit into memory: they add up over its passes.
 */
final class Microbatches {

    private Microbatches() {}

    /** The places again, shortest sample first, at most {@code size} at a time. */
    static List<int[]> of(int[] places, List<Sample> samples, int size) {
        int[] sorted = Arrays.stream(places)
                .boxed()
                .sorted(Comparator.comparingInt(
                        place -> samples.get(place).row().ids().length))
                .mapToInt(Integer::intValue)
                .toArray();
        List<int[]> parts = new ArrayList<>();
        for (int from = 0; from < sorted.length; from += size) {
            parts.add(Arrays.copyOfRange(sorted, from, Math.min(sorted.length, from + size)));
        }
        return parts;
    }
}
