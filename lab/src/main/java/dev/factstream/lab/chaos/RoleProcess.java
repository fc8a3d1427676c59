package dev.factstream.lab.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A role in a separate process, which can be killed without warning. Not thread-safe. */
public final class RoleProcess implements AutoCloseable {
    /** The command line; a name, since this module knows nothing of the console. */
    private static final String MAIN = "dev.factstream.console.Main";

    private final List<String> command;
    private final Path log;
    private Process process;

    /**
     * Starts {@code factstream ARGUMENTS} with the Java and the class path of this process.
     *
     * @param log the file that its output is appended to
     */
    RoleProcess(List<String> arguments, Path log) throws IOException {
        this(arguments, List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"), log); // the process lives for seconds
    }

    /**
     * Starts {@code factstream ARGUMENTS} with the given JVM options.
     *
     * @param log the file that its output is appended to
     */
    public RoleProcess(List<String> arguments, List<String> javaOptions, Path log) throws IOException {
        command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Doffline=true", // native libraries come from the class path, never from the network
                "-Dai.djl.pytorch.num_threads=1",
                "-Dai.djl.pytorch.num_interop_threads=1"));
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
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

    /** Whether the process is running. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    /** Kills the process with {@code kill -9}, so that it flushes, commits and closes nothing, and starts it again. */
    public void killAndRestart() throws IOException {
        close();
        start();
    }

    /** Sends a signal by its name, for instance {@code STOP}. */
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Waits for the process to exit; returns its exit code, or empty after the timeout. */
    public OptionalInt exitCode(Duration timeout) throws InterruptedException {
        return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)
                ? OptionalInt.of(process.exitValue())
                : OptionalInt.empty();
    }

    /** Kills the process with {@code kill -9}. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
