package dev.factstream.training.sft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LengthBucketsTest {

    private static final int[] LENGTHS = new Random(5).ints(1000, 10, 200).toArray();

    @Test
    void everySequenceComesAtMostOnceAndFewAreLeftOut() {
        int[] all = LengthBuckets.batches(LENGTHS, 16, 3, 0).stream()
                .flatMapToInt(Arrays::stream)
                .toArray();
        assertThat(Arrays.stream(all).distinct().count()).isEqualTo(all.length);
        assertThat(all.length).isGreaterThan(1000 - 2 * 16);
    }

    @Test
    void sequencesOfABatchAreOfLikeLength() {
        List<int[]> batches = LengthBuckets.batches(LENGTHS, 16, 3, 0);
        double spread = batches.stream()
                .mapToInt(batch -> {
                    int[] sorted =
                            Arrays.stream(batch).map(i -> LENGTHS[i]).sorted().toArray();
                    return sorted[sorted.length - 1] - sorted[0];
                })
                .average()
                .orElseThrow();
        assertThat(spread).isLessThan(10);
    }

    @Test
    void theOrderFollowsSeedAndEpoch() {
        assertThat(LengthBuckets.batches(LENGTHS, 16, 3, 0).get(0))
                .isEqualTo(LengthBuckets.batches(LENGTHS, 16, 3, 0).get(0))
                .isNotEqualTo(LengthBuckets.batches(LENGTHS, 16, 3, 1).get(0));
    }
}
