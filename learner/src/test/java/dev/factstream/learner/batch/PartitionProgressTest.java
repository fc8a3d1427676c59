package dev.factstream.learner.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionProgressTest {

    @Test
    void readingResumesAtTheLowestUnresolvedRecord() {
        PartitionProgress progress = new PartitionProgress(3, List.of());
        assertThat(progress.lowest()).isEqualTo(3);
        progress.markRead(3);
        progress.markRead(4);
        progress.markRead(6);
        progress.resolve(4);
        assertThat(progress.lowest()).isEqualTo(3);
        assertThat(progress.resolvedAbove()).containsExactly(4L);
        progress.resolve(3);
        assertThat(progress.lowest()).isEqualTo(6);
        assertThat(progress.resolvedAbove()).isEmpty();
        progress.resolve(6);
        assertThat(progress.lowest()).isEqualTo(7);
    }

    @Test
    void recordsResolvedBeforeARestartAreSkippedOnce() {
        PartitionProgress progress = new PartitionProgress(3, List.of(4L));
        assertThat(progress.markRead(3)).isTrue();
        assertThat(progress.markRead(4)).isFalse();
        assertThat(progress.markRead(5)).isTrue();
        assertThat(progress.lowest()).isEqualTo(3);
        assertThat(progress.resolvedAbove()).containsExactly(4L);
    }

    @Test
    void resolvedRecordsNotYetReadAgainSurviveASecondRestart() {
        PartitionProgress progress = new PartitionProgress(3, List.of(4L, 9L));
        progress.markRead(3);
        progress.resolve(3);
        assertThat(progress.lowest()).isEqualTo(4);
        assertThat(progress.resolvedAbove()).containsExactly(4L, 9L);
    }
}
