package dev.factstream.learner.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.learner.TinyRollouts;
import dev.factstream.schemas.metrics.MetricNames;
import dev.factstream.schemas.rollout.ScoredRollout;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightSyncCheckTest {

    /** A batch answered by the base, whose hash is {@code none}. */
    private static final List<ScoredRollout> BATCH = TinyRollouts.batch(4, 5, 6, -1);

    private final WeightSyncCheck alarms = new WeightSyncCheck(new GuardOptions(3, 2, 1e-3), 1);

    @Test
    void aBatchWithoutAnyOfTheNewestAdaptersRaisesAnAlarm() {
        assertThat(alarms.check(BATCH, List.of("hash-2", "hash-3"), 0)).containsEntry(MetricNames.ALARM_SYNC, 1.0);
        assertThat(alarms.check(BATCH, List.of("none", "hash-1"), 0)).containsEntry(MetricNames.ALARM_SYNC, 0.0);
    }

    @Test
    void aMismatchAboveTheLimitRaisesAnAlarm() {
        assertThat(alarms.check(BATCH, List.of("none"), 1.1e-3)).containsEntry(MetricNames.ALARM_MISMATCH, 1.0);
        assertThat(alarms.check(BATCH, List.of("none"), 1e-3)).containsEntry(MetricNames.ALARM_MISMATCH, 0.0);
    }

    @Test
    void theStalenessBoundRaisesTheNumberOfAdapters() {
        assertThat(alarms.adapters()).isEqualTo(2);
        assertThat(new WeightSyncCheck(new GuardOptions(3, 2, 1e-3), 4).adapters())
                .isEqualTo(5);
    }
}
