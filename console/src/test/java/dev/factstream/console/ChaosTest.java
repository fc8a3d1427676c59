package dev.factstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The chaos experiments with few kills. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChaosTest {
    @Test
    void everyRolloutHasOneOutcomeThoughTheScorerIsKilledTwiceWithAHalfFullBatch() {
        Console console =
                Console.run("chaos", "--role", "scorer", "--kills", "2", "--seed", "20260102", "--rollouts", "200");

        assertThat(console.exitCode()).as(console.toString()).isZero();
        assertThat(console.out())
                .contains("kill 2: ", " + dead 0 + missing 0 + more than once 0")
                .doesNotContain("kill 3");
    }

    @Test
    void aRunWhoseLearnerIsKilledTwiceAndTakenOverKeepsOneVersionHistoryAndLosesNothing() {
        Console console = Console.run("chaos", "--role", "learner", "--kills", "2", "--seed", "3");

        assertThat(console.exitCode()).as(console.toString()).isZero();
        assertThat(console.out())
                .contains(
                        "kill 2: ",
                        "takeover: suspended while ",
                        ", no rollout in two batches, parameters as replayed from the beginning: yes")
                .containsPattern("tickets issued \\d+ = trained \\d+ \\+ dropped 0 \\+ dead 0 \\+ outstanding \\d+");
    }

    @Test
    void everyScoredRolloutIsInOneWindowThoughTheDriftApplicationIsKilledTwice() {
        Console console = Console.run("chaos", "--role", "drift", "--kills", "2", "--seed", "7", "--rollouts", "1500");

        assertThat(console.exitCode()).as(console.toString()).isZero();
        assertThat(console.out()).contains("kill 2: ").containsPattern("published (\\d+), counted \\1 in \\d+ windows");
    }

    @Test
    void anUnknownRoleIsAnError() {
        Console console = Console.run("chaos", "--role", "broker");

        assertThat(console.err()).contains("--role", "scorer").hasLineCount(1);
    }
}
