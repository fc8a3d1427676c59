package dev.factstream.learner.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CheckpointRetentionTest {
    private static final CheckpointRetention RETENTION = new CheckpointRetention(3, 10, 5, DiskFullAction.STOP);

    @Test
    void theVersionsThatStayAreBoundedAndSoIsTheWorkOfEachVersion() {
        TreeSet<Integer> staying = new TreeSet<>();
        for (int version = 0; version <= 20_000; version++) {
            staying.add(version);
            List<Integer> leaving = RETENTION.leaving(version);
            assertThat(leaving).hasSizeLessThanOrEqualTo(2);
            assertThat(staying.containsAll(leaving)).isTrue();
            staying.removeAll(leaving);
            assertThat(staying).hasSizeLessThanOrEqualTo(3 + 5);
        }
        assertThat(staying).containsExactly(19_960, 19_970, 19_980, 19_990, 19_998, 19_999, 20_000);
        assertThat(staying).allMatch(version -> RETENTION.keeps(version, 20_000));
    }

    @Test
    void theNewestVersionAlwaysStays() {
        CheckpointRetention least = new CheckpointRetention(1, 0, 0, DiskFullAction.STOP);
        for (int version = 0; version < 30; version++) {
            assertThat(least.keeps(version, version)).isTrue();
            assertThat(least.leaving(version)).doesNotContain(version);
        }
    }
}
