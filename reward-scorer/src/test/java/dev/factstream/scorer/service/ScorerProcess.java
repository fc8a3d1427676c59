package dev.factstream.scorer.service;

import dev.factstream.runtime.settings.Settings;
import dev.factstream.scorer.settings.ScorerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A scorer in a separate process that can be killed without warning. */
final class ScorerProcess {
    private final Process process;

    private ScorerProcess(Process process) {
        this.process = process;
    }

    /** Starts a JVM with this test's class path; {@code log} receives what it prints. */
    static ScorerProcess start(Path log, Map<String, String> settings) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder = new ProcessBuilder(
                java.toString(),
                "-Xmx256m",
                "-Doffline=true",
                "-Dai.djl.pytorch.num_threads=1",
                "-Dai.djl.pytorch.num_interop_threads=1",
                "-cp",
                System.getProperty("java.class.path"),
                ScorerProcess.class.getName());
        settings.forEach((key, value) -> builder.command().add(key + "=" + value));
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            return new ScorerProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills the process like {@code kill -9}: nothing is flushed, committed or closed. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> values = new HashMap<>();
        List.of(arguments).forEach(argument -> {
            String[] keyAndValue = argument.split("=", 2);
            values.put(keyAndValue[0], keyAndValue[1]);
        });
        ScorerService.start(Settings.of(ScorerSettings.class, values));
        Thread.currentThread().join();
    }
}
