package dev.factstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.runtime.failure.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs, kills and resumes the whole stream with a real broker and a small untrained policy. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class QuickstartTest {
    static final Pattern BOOKS =
            Pattern.compile("tickets issued \\d+ = trained \\d+ \\+ dropped \\d+ \\+ dead \\d+ \\+ outstanding \\d+");

    @TempDir
    private static Path folder;

    private static Path policy;

    @BeforeAll
    static void makePolicy() throws IOException {
        policy = TinyPolicy.write(folder.resolve("policy"));
    }

    @Test
    void makesVersionsAndResumesWhereItStopped() {
        Path run = folder.resolve("resumed");

        Console first = SmallQuickstart.run(run, policy, "--steps", "2");
        assertThat(first.exitCode()).as(first.toString()).isZero();
        assertThat(first.out())
                .contains("a new run", "version 1/2", "version 2/2", "held-out, 8 questions", "= trained 16 +")
                .contains("benchmark, 8 open questions, greedy: hallucination")
                .containsPattern(BOOKS);
        assertThat(run.resolve("adapters/1/adapter_model.safetensors")).exists();
        assertThat(run.resolve("adapters/2/adapter_config.json")).exists();

        Console second = SmallQuickstart.run(run, policy, "--steps", "1");
        assertThat(second.exitCode()).as(second.toString()).isZero();
        assertThat(second.out())
                .contains("goes on from version 2 to 3", "version 3/3", "= trained 24 +")
                .doesNotContain("version 1/")
                .containsPattern(BOOKS);
    }

    @Test
    void ticketsBalanceAfterKillMinusNineAndResume() throws IOException {
        Path run = folder.resolve("killed");
        try (ConsoleProcess process = start(run)) {
            process.await("version 2/1000");

            Console intruder = SmallQuickstart.run(run, policy);
            assertThat(intruder.exitCode()).isEqualTo(ExitCode.IN_USE);
            assertThat(intruder.err())
                    .contains("another quickstart is running in " + run)
                    .hasLineCount(1);
        }

        Console resumed = SmallQuickstart.run(run, policy, "--steps", "2");

        assertThat(resumed.exitCode()).as(resumed.toString()).isZero();
        assertThat(resumed.out()).contains("goes on from version").containsPattern(BOOKS);
    }

    @Test
    void aRoleThatFailsEndsItWithItsReason() {
        Console console = SmallQuickstart.run(
                folder.resolve("diverged"),
                policy,
                "--steps",
                "20",
                "--set",
                "learner.policy.rate=1e30",
                "--set",
                "learner.refusals.most=0");

        assertThat(console.exitCode()).isEqualTo(ExitCode.INTERNAL);
        assertThat(console.err())
                .contains("learner stopped: ", "factstream.log")
                .hasLineCount(1);
    }

    private static ConsoleProcess start(Path run) throws IOException {
        return ConsoleProcess.start(SmallQuickstart.arguments(run, policy, "--steps", "1000"));
    }

    @Test
    void optionsThatContradictTheRunAreRejected() throws IOException {
        Path run = Files.createDirectories(folder.resolve("contradicted"));
        Files.writeString(run.resolve("run.properties"), "seed=7\npolicy.base.hash=other\nrollouts.per.version=8\n");

        Console console = SmallQuickstart.run(run, policy);

        assertThat(console.exitCode()).isEqualTo(ExitCode.SETTINGS);
        assertThat(console.err()).contains("has seed 7, not 1", "--seed 7").hasLineCount(1);
    }

    @Test
    void anOccupiedPortIsNamed() throws IOException {
        try (ServerSocket occupied = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(occupied.getLocalPort());

            Console console = SmallQuickstart.run(folder.resolve("port"), policy, "--port", port);

            assertThat(console.exitCode()).isEqualTo(ExitCode.IN_USE);
            assertThat(console.err()).contains("port " + port).hasLineCount(1);
        }
    }

    @Test
    void aMissingPolicyIsNamed() {
        Console console = SmallQuickstart.run(folder.resolve("none"), folder.resolve("nowhere"));

        assertThat(console.exitCode()).isEqualTo(ExitCode.NO_INPUT);
        assertThat(console.err()).contains("nowhere").hasLineCount(1);
    }
}
