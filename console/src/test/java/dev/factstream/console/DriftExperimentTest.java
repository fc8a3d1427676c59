package dev.factstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs a part of the experiment whose results are in docs/drift.md. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DriftExperimentTest {
    @Test
    void theRealApplicationNamesAnInjectedFaultWithinFiveWindows() {
        Console console = Console.run(
                "experiment",
                "drift",
                "--runs",
                "1",
                "--stationary",
                "700",
                "--injection",
                "NONE",
                "--injection",
                "SCORE_SHIFT",
                "--injection",
                "STALE_ACTOR",
                "--injection",
                "HARDER_QUESTIONS",
                "--injection",
                "WORSE_POLICY");

        assertThat(console.exitCode()).as(console.toString()).isZero();
        assertThat(console.out())
                .containsPattern("score-shift-healthy-1 \\| \\d+ \\| \\d+ \\| reward-shift \\| [3-5] \\| nothing")
                .containsPattern("stale-actor-healthy-1 \\| \\d+ \\| \\d+ \\| stale-actors \\| [3-5] \\| nothing")
                .containsPattern(
                        "harder-questions-healthy-1 \\| \\d+ \\| \\d+ \\| prompt-mix-change \\| [3-5] \\| nothing")
                .containsPattern("harder-questions-healthy-1@canary \\| \\d+ \\| 961 \\| nothing \\| - \\| nothing")
                .containsPattern(
                        "worse-policy-healthy-1@canary \\| \\d+ \\| 961 \\| policy-drift \\| [3-5] \\| nothing")
                .contains("| none-healthy-1 |", "| stationary-1 |");
    }
}
