package dev.factstream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DownsampledSeriesTest {
    private static final int MOST = 100;

    @Test
    void aLongRunIsKeptWithinBoundsTheNewestVersionsWholeAndTheOlderOnesEvenly() {
        DownsampledSeries<Integer> thinned = new DownsampledSeries<>(MOST);
        for (int version = 0; version <= 10_000; version++) {
            thinned.put(version, version);
            assertThat(thinned.values()).hasSizeBetween(Math.min(version + 1, MOST / 2), MOST);
        }

        List<Integer> kept = List.copyOf(thinned.values());
        assertThat(kept).startsWith(0).isSorted().doesNotHaveDuplicates();
        assertThat(kept)
                .endsWith(
                        IntStream.rangeClosed(10_000 - MOST / 4, 10_000).boxed().toArray(Integer[]::new));
        int widest = IntStream.range(1, kept.size())
                .map(i -> kept.get(i) - kept.get(i - 1))
                .max()
                .orElseThrow();
        assertThat(widest).isLessThanOrEqualTo(4 * 10_000 / MOST);
    }

    @Test
    void aShortRunIsKeptWhole() {
        DownsampledSeries<Integer> thinned = new DownsampledSeries<>(MOST);
        IntStream.range(0, MOST).forEach(version -> thinned.put(version, version));

        assertThat(thinned.values()).hasSize(MOST);
    }
}
