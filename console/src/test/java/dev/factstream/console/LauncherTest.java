package dev.factstream.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.factstream.runtime.failure.ExitCode;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher adds Kafka's server to the class path of commands that start the embedded broker, and of no others. {@link
 * ConsoleProcess} starts roles in the same way, so that the tests of roles show that they work without it.
 */
class LauncherTest {
    @TempDir
    private Path home;

    /** Copies the launcher to an installation without sources, with a Java that prints its arguments. */
    @BeforeEach
    void install() throws IOException {
        Files.copy(Path.of("../factstream"), home.resolve("factstream"));
        Path java = Files.createDirectories(home.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                if [ "$1" = -version ]; then echo 'openjdk version "17.0.1"' >&2; else printf '%s\\n' "$@"; fi
                """);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "actor --config c.properties",
                "scorer",
                "learner",
                "drift",
                "dashboard",
                "topics apply",
                "books",
                "watch --once",
                "replay 3 --config c.properties",
                "dead-letters list",
                "model verify DIR",
                ""
            })
    void aCommandWithoutBrokerHasNoServerOnItsClassPath(String command) throws Exception {
        assertThat(classPath(command)).hasSize(2).noneMatch(entry -> entry.contains("broker-lib"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quickstart",
                "--debug quickstart --steps 1",
                "broker --port 0",
                "experiment drift",
                "chaos --kills 2",
                "bench log",
                "dead-letters drill",
                "rescore --dir run",
                "replay 3 --dir=run"
            })
    void aCommandThatStartsABrokerHasTheServerOnItsClassPath(String command) throws Exception {
        assertThat(classPath(command)).hasSize(3).last().isEqualTo(home.toRealPath() + "/console/target/broker-lib/*");
    }

    @Test
    void theLibrariesOfTheBrokerAreThoseInTheBuild() {
        for (String artifact : LauncherClassPath.brokerArtifacts()) {
            assertThat(LauncherClassPath.entries().filter(entry -> LauncherClassPath.isVersionOf(artifact, entry)))
                    .as("entries of the class path for %s in console/pom.xml", artifact)
                    .hasSize(1);
        }
    }

    @Test
    void theClassPathOfRolesHasNoClassesOfTheServer() throws Exception {
        try (URLClassLoader everything = loader(System.getProperty("java.class.path"));
                URLClassLoader roles = loader(LauncherClassPath.withoutBroker())) {
            for (String server : new String[] {"kafka.server.KafkaRaftServer", "scala.Option"}) {
                assertThat(everything.loadClass(server)).isNotNull();
                assertThatExceptionOfType(ClassNotFoundException.class).isThrownBy(() -> roles.loadClass(server));
            }
            assertThat(roles.loadClass(Main.class.getName())).isNotNull();
        }
    }

    @Test
    void aBrokerWithoutItsLibrariesSaysWhatIsMissing() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        LauncherClassPath.withoutBroker(),
                        Main.class.getName(),
                        "broker",
                        "--port",
                        "0",
                        "--dir",
                        home.resolve("broker").toString())
                .redirectErrorStream(true)
                .start();

        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(printed).contains("console/target/broker-lib").hasLineCount(1);
    }

    private List<String> classPath(String command) throws Exception {
        List<String> words = new ArrayList<>(List.of(home.resolve("factstream").toString()));
        Arrays.stream(command.split(" ")).filter(word -> !word.isEmpty()).forEach(words::add);
        ProcessBuilder launcher = new ProcessBuilder(words).redirectErrorStream(true);
        launcher.environment().put("JAVA_HOME", home.resolve("jdk").toString());
        Process process = launcher.start();
        List<String> arguments = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as(arguments.toString()).isZero();
        return List.of(arguments.get(arguments.indexOf("-cp") + 1).split(":"));
    }

    private static URLClassLoader loader(String classPath) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }
}
