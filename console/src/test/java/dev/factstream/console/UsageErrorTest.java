package dev.factstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.runtime.failure.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** User errors are reported in one line, with the problem and the remedy, and a specific exit code. */
class UsageErrorTest {
    @TempDir
    private Path dir;

    @Test
    void anUnknownOptionNamesTheNearestOne() {
        Console console = Console.run("broker", "--prot", "1234");

        assertThat(console.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(console.err())
                .isEqualTo(line("unknown option --prot; did you mean --port? See 'factstream broker --help'."));
    }

    @Test
    void anUnknownCommandNamesTheNearestOne() {
        Console console = Console.run("topcis", "check");

        assertThat(console.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(console.err())
                .isEqualTo(line("unknown argument topcis; did you mean topics? See 'factstream --help'."));
    }

    @Test
    void anUnknownSettingNamesTheNearestOne() {
        Console console = Console.run("actor", "--set", "actor.batch.sise=3");

        assertThat(console.exitCode()).isEqualTo(ExitCode.SETTINGS);
        assertThat(console.err()).isEqualTo(line("unknown setting actor.batch.sise; did you mean actor.batch.size?"));
    }

    @Test
    void aMissingSettingsFileIsNamed() {
        Console console =
                Console.run("scorer", "--config", dir.resolve("none.properties").toString());

        assertThat(console.exitCode()).isEqualTo(ExitCode.SETTINGS);
        assertThat(console.err()).contains("none.properties").hasLineCount(1);
    }

    @Test
    void aFolderWithoutRowsIsNamed() {
        Console console = Console.run("data", "publish", "--from", dir.toString());

        assertThat(console.exitCode()).isEqualTo(ExitCode.NO_INPUT);
        assertThat(console.err())
                .contains(dir.resolve("prompts.jsonl").toString())
                .hasLineCount(1);
    }

    @Test
    void aFolderWithoutModelIsNamed() {
        Console console = Console.run("eval", "held-out", "--policy", dir.toString());

        assertThat(console.exitCode()).isEqualTo(ExitCode.NO_INPUT);
        assertThat(console.err()).contains("there is no model in " + dir).hasLineCount(1);
    }

    @Test
    void anOccupiedPortHasItsOwnExitCode() throws IOException {
        try (ServerSocket occupied = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(occupied.getLocalPort());

            Console console = Console.run("broker", "--dir", dir.toString(), "--port", port);

            assertThat(console.exitCode()).isEqualTo(ExitCode.IN_USE);
            assertThat(console.err()).contains("port " + port).hasLineCount(1);
        }
    }

    @Test
    void anUnknownClusterHasItsOwnExitCode() {
        Console console = Console.run("topics", "check", "--set", "kafka.bootstrap.servers=no-such-host:nine");

        assertThat(console.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(console.err()).contains("no-such-host:nine").hasLineCount(1);
    }

    @Test
    void debugAddsTheStackTrace() throws IOException {
        Path file = Files.createFile(dir.resolve("file"));

        Console console = Console.run("broker", "--dir", file.resolve("below").toString(), "--debug");

        assertThat(console.exitCode()).isNotZero();
        assertThat(console.err()).contains("at dev.factstream.infra");
    }

    private static String line(String message) {
        return "factstream: " + message + System.lineSeparator();
    }
}
