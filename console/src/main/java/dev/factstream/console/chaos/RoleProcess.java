package dev.factstream.console.chaos;

import dev.factstream.console.Main;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A role in a process of its own, that can be killed without warning. Not thread-safe. */
public final class RoleProcess implements AutoCloseable {
    private final List<String> command;
    private final Path log;
    private Process process;

    /**
     * Starts {@code factstream ARGUMENTS} with the Java and the class path of this process.
     *
     * @param log receives what it prints
     */
    RoleProcess(List<String> arguments, Path log) throws IOException {
        this(arguments, List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"), log); // it lives for seconds
    }

    /**
     * The same with other options of the Java machine.
     *
     * @param log receives what it prints
     */
    public RoleProcess(List<String> arguments, List<String> javaOptions, Path log) throws IOException {
        command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Doffline=true", // natives come from the class path, never from the net
                "-Dai.djl.pytorch.num_threads=1",
                "-Dai.djl.pytorch.num_interop_threads=1"));
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        this.log = log;
        start();
    }

    private void start() throws IOException {
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Whether it has not ended by itself. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Its number in the operating system. */
    public long pid() {
        return process.pid();
    }

    /** {@code kill -9}, nothing is flushed, committed or closed; then the same again from the start. */
    void killAndRestart() throws IOException {
        close();
        start();
    }

    /** Sends a signal by its name, {@code STOP} for instance. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Waits for its end; returns its exit code, or nothing if it does not end in time. */
    OptionalInt exitCode(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
                ? OptionalInt.of(process.exitValue())
                : OptionalInt.empty();
    }

    /** {@code kill -9}. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
