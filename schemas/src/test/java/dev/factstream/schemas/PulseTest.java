package dev.factstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PulseTest {
    private final Pulse pulse = new Pulse();

    @Test
    void whoWorksIsSilentFromTheLastBeatOn() {
        pulse.beat();
        assertThat(later(pulse)).isPositive();
        pulse.rest();
        assertThat(later(pulse)).isZero();
    }

    @Test
    void whoWaitsIsNotSilentBeforeTheWaitIsOver() {
        pulse.beat(Duration.ofHours(1));
        assertThat(later(pulse)).isZero();
        pulse.beat(Duration.ofNanos(1));
        assertThat(later(pulse)).isPositive();
    }

    private static Duration later(Pulse pulse) {
        long now = System.nanoTime();
        while (System.nanoTime() - now < 1_000) {
            Thread.onSpinWait();
        }
        return pulse.silence();
    }
}
