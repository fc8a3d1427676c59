package dev.factstream.actor.service;

import ai.djl.Device;
import dev.factstream.actor.settings.ActorSettings;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An actor in a separate process, for tests that kill it. */
final class ActorProcess {
    private final Process process;

    private ActorProcess(Process process) {
        this.process = process;
    }

    /** Starts a JVM with this test's class path; {@code log} receives its output. */
    static ActorProcess start(Path log, Map<String, String> settings) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder = new ProcessBuilder(
                java.toString(),
                "-Xmx256m",
                "-Doffline=true",
                "-cp",
                System.getProperty("java.class.path"),
                ActorProcess.class.getName());
        settings.forEach((key, value) -> builder.command().add(key + "=" + value));
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            return new ActorProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills the process as {@code kill -9} does: nothing is acknowledged, sent or closed. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> values = new HashMap<>();
        List.of(arguments).forEach(argument -> {
            String[] keyAndValue = argument.split("=", 2);
            values.put(keyAndValue[0], keyAndValue[1]);
        });
        Settings settings = Settings.of(ActorSettings.class, values);
        ActorService.start(
                settings,
                VisionLanguageModel.load(settings.bind(ActorSettings.class).model(), Device.cpu()));
        Thread.currentThread().join();
    }
}
