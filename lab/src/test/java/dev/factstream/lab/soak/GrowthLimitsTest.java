package dev.factstream.lab.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GrowthLimitsTest {
    private static final long MIB = 1 << 20;
    private static final SoakMark FIRST = mark(1_000, 40 * MIB, 100_000, 0.30, 5 * MIB, List.of());

    @Test
    void amountsWithinTheLimitsAreNoFault() {
        SoakMark last = mark(20_000, 43 * MIB, 105_000, 0.34, 6 * MIB - 1, List.of());

        assertThat(GrowthLimits.faults(FIRST, last, "training-ledger")).isEmpty();
    }

    @Test
    void eachThingThatGrowsIsNamedExceptTheLedger() {
        SoakMark last = mark(20_000, 48 * MIB, 900_000, 0.36, 16 * MIB, List.of("soak-1: a ticket is lost"));

        assertThat(GrowthLimits.faults(FIRST, last, "training-ledger"))
                .satisfiesExactly(
                        fault -> assertThat(fault).startsWith("heap of learner-1 grew from 41,943,040 to"),
                        fault -> assertThat(fault).startsWith("resident memory of learner-1"),
                        fault -> assertThat(fault).startsWith("bytes read by a start"),
                        fault -> assertThat(fault).startsWith("CPU seconds per version"),
                        fault -> assertThat(fault).startsWith("topic rollouts has 16,777,216 bytes"),
                        fault -> assertThat(fault).startsWith("folder soak-1/adapters"),
                        fault -> assertThat(fault).contains("a ticket is lost"));
    }

    @Test
    void theMedianOfTheCpuTimeIsOfTheLastFiveHundredVersions() {
        CpuPerVersion cpu = new CpuPerVersion();
        double seconds = 0;
        for (int version = 0; version <= 2_000; version += 5) {
            cpu.sample(version, seconds);
            seconds += version < 1_500 ? 50 : 1;
        }

        assertThat(cpu.median()).isEqualTo(0.2);
    }

    @Test
    void marksOfShorterSoaksAreInProportion() {
        assertThat(new SoakOptions(20_000, 1, 4, true).marks()).containsExactly(1_000, 5_000, 20_000);
        assertThat(new SoakOptions(500, 1, 4, true).marks()).containsExactly(25, 125, 500);
    }

    private static SoakMark mark(
            int versions, long heap, long bytesRead, double cpu, long rollouts, List<String> faults) {
        return new SoakMark(
                versions,
                Map.of("learner-1", new ProcessSize(heap, 10 * heap)),
                Map.of("rollouts", new LogSize(rollouts, 4), "training-ledger", new LogSize(versions * 10_000L, 1)),
                Map.of("soak-1/adapters", rollouts),
                new SoakStart(5, new ReadVolume(Map.of("prompt-pool", 80L), Map.of("prompt-pool", 5 * bytesRead))),
                cpu,
                Map.of(),
                List.of(),
                faults);
    }
}
