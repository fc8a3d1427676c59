package dev.factstream.learner.ppo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.learner.TinyRollouts;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.VersionRun;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StalenessMetricsTest {

    @Test
    void stalenessIsSplitIntoFlightAndQueue() {
        Map<String, Double> metrics = new HashMap<>();
        StalenessMetrics.put(List.of(rollout(0, 7), rollout(1, 4, 6), rollout(2, 5)), 7, metrics);
        assertThat(metrics)
                .containsOnly(
                        Map.entry("staleness.min", 0.),
                        Map.entry("staleness.mean", 5 / 3.),
                        Map.entry("staleness.max", 3.),
                        Map.entry("staleness.flight.min", 0.),
                        Map.entry("staleness.flight.mean", 2 / 3.),
                        Map.entry("staleness.flight.max", 2.),
                        Map.entry("staleness.queue.min", 0.),
                        Map.entry("staleness.queue.mean", 1.),
                        Map.entry("staleness.queue.max", 2.));
    }

    /** One token of each version. */
    private static Rollout rollout(int number, int... versions) {
        return TinyRollouts.rollout(
                TinyRollouts.ticket(number),
                new int[versions.length],
                new float[versions.length],
                Arrays.stream(versions)
                        .mapToObj(version -> new VersionRun(version, 1))
                        .toList());
    }
}
