package dev.factstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.console.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole stream in this JVM, with a real broker and a real, if ignorant, policy. */
class QuickstartTest {
    private static final Pattern BOOKS = Pattern.compile(
            "tickets issued (\\d+) = trained (\\d+) \\+ dropped (\\d+) \\+ dead (\\d+) \\+ outstanding (\\d+)");

    @TempDir
    private static Path folder;

    private static Path policy;

    @BeforeAll
    static void makePolicy() throws IOException {
        policy = TinyPolicy.write(folder.resolve("policy"));
    }

    @Test
    void makesVersionsAndGoesOnWhereItStopped() {
        Path run = folder.resolve("run");

        Console first = quickstart(run, "--steps", "2");
        assertThat(first.exitCode()).as(first.toString()).isZero();
        assertThat(first.out())
                .contains("a new run", "version 1/2", "version 2/2", "held-out, 8 questions")
                .containsPattern(BOOKS);
        assertThat(run.resolve("adapters/1/adapter_model.safetensors")).exists();
        assertThat(run.resolve("adapters/2/adapter_config.json")).exists();

        Console second = quickstart(run, "--steps", "1");
        assertThat(second.exitCode()).as(second.toString()).isZero();
        assertThat(second.out())
                .contains("goes on from version 2 to 3", "version 3/3")
                .doesNotContain("version 1/");
        assertThat(second.out()).containsPattern("trained 24 ");

        Console other = quickstart(run, "--seed", "2");
        assertThat(other.exitCode()).isEqualTo(ExitCode.SETTINGS);
        assertThat(other.err()).contains("has seed 1, not 2").hasLineCount(1);
    }

    private static Console quickstart(Path run, String... more) {
        String[] always = {
            "quickstart",
            "--dir",
            run.toString(),
            "--policy",
            policy.toString(),
            "--port",
            "0",
            "--pictures",
            "20",
            "--questions",
            "8",
            "--set",
            "learner.rollouts.per.version=8",
            "--set",
            "learner.ppo.minibatch=4",
            "--set",
            "learner.sampling.max.tokens=12"
        };
        String[] all = java.util.Arrays.copyOf(always, always.length + more.length);
        System.arraycopy(more, 0, all, always.length, more.length);
        return Console.run(all);
    }
}
