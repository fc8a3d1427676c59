package dev.factstream.actor.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.schemas.run.RunState;
import dev.factstream.schemas.run.RunStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ServedRunsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final ServedRuns runs = new ServedRuns("base", Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void statesOfRunsThatNobodyRenewsAreBounded() {
        for (int i = 0; i < 3 * ServedRuns.RUNS; i++) {
            runs.put(state("stranger-" + i, "base", RunStatus.OPEN));
            runs.put(state("run", "base", RunStatus.OPEN));
        }

        assertThat(runs.served())
                .hasSize(ServedRuns.RUNS)
                .extracting(RunState::runId)
                .contains("run");
    }

    @Test
    void everyBaseThatIsAskedForIsNamedWhileNoRunIsServed() {
        runs.put(state("one", "other-base", RunStatus.OPEN));
        runs.put(state("two", "third-base", RunStatus.OPEN));
        runs.put(state("closed", "base", RunStatus.CLOSED));
        assertThat(runs.unserved().orElseThrow())
                .contains("this actor's base base", "other-base (run one)", "third-base (run two)");

        runs.put(state("three", "base", RunStatus.OPEN));
        assertThat(runs.unserved()).isEmpty();
        runs.put(state("three", "base", RunStatus.CLOSED));
        assertThat(runs.unserved()).isPresent();
    }

    @Test
    void aRunWhoseLearnerIsSilentForLongIsNotServed() {
        runs.put(KafkaFixture.runState(
                "run", "base", RunStatus.OPEN, NOW.minus(Duration.ofHours(7)).toEpochMilli()));

        assertThat(runs.served()).isEmpty();
        assertThat(runs.unserved()).isEmpty();
    }

    private static RunState state(String runId, String baseHash, RunStatus status) {
        return KafkaFixture.runState(runId, baseHash, status, NOW.toEpochMilli());
    }
}
