package dev.factstream.lab.experiment.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamTimesTest {
    private final StreamTimes times = new StreamTimes(List.of(
            new StreamTimes.VersionTimes(9, 4, 4.5, 0.5),
            new StreamTimes.VersionTimes(5, 2.2, 2.5, 0.3),
            new StreamTimes.VersionTimes(6, 2.4, 3.5, 0.1)));

    @Test
    void theMedianStepIncludesPublishingAndSkipsTheWarmUp() {
        StreamTimes slowOnce = new StreamTimes(List.of(
                new StreamTimes.VersionTimes(9, 1, 7.5, 0.5),
                new StreamTimes.VersionTimes(5, 2.2, 2.5, 0.3),
                new StreamTimes.VersionTimes(6, 2.4, 3.5, 0.1),
                new StreamTimes.VersionTimes(12, 2.4, 9, 0.6)));

        assertThat(slowOnce.medianStep(1)).isEqualTo(Duration.ofMillis(3600));
    }

    @Test
    void theOverheadIsTheTimeBesideGenerationAndComputation() {
        assertThat(times.overheadShare(Duration.ofSeconds(2))).isCloseTo(1 - 16.5 / 20, within(1e-12));
    }

    @Test
    void theTextShowsTheSharesOfTheTime() {
        assertThat(times)
                .hasToString("3 versions in 20.0 s: 6.67 s each, PPO step 3.50 s, publishing 0.300 s (7.9 % of a step),"
                        + " learner idle 43.0 %");
    }
}
