package dev.factstream.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private final Heartbeat heartbeat = new Heartbeat();

    @Test
    void aWorkingThreadIsOverdueAfterItsLastBeat() {
        heartbeat.beat();
        assertThat(later(heartbeat)).isPositive();
        heartbeat.idle();
        assertThat(later(heartbeat)).isZero();
    }

    @Test
    void aWaitingThreadIsOverdueOnlyAfterTheWait() {
        heartbeat.beat(Duration.ofHours(1));
        assertThat(later(heartbeat)).isZero();
        heartbeat.beat(Duration.ofNanos(1));
        assertThat(later(heartbeat)).isPositive();
    }

    private static Duration later(Heartbeat heartbeat) {
        long now = System.nanoTime();
        while (System.nanoTime() - now < 1_000) {
            Thread.onSpinWait();
        }
        return heartbeat.overdue();
    }
}
