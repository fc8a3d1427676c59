package dev.factstream.model.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchWarningsTest {
    @TempDir
    private Path dir;

    @Test
    void aProcessThatLoadsAModelPrintsOnlyWarningsThatItsOperationsCause() throws Exception {
        File errors = dir.resolve("errors").toFile();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Doffline=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WarningProcess.class.getName())
                .redirectError(errors)
                .redirectOutput(dir.resolve("out").toFile())
                .start();

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(Files.readAllLines(dir.resolve("out"))).containsExactly("loaded", "warned");
        assertThat(Files.readAllLines(errors.toPath()))
                .noneMatch(line -> line.contains("AutoNonVariableTypeMode"))
                .anyMatch(line -> line.contains("An output with one or more elements was resized"));
    }
}
