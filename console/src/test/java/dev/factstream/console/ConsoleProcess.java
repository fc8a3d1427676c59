package dev.factstream.console;

import dev.factstream.infra.fixture.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command in a separate process, which can be interrupted and killed. */
final class ConsoleProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;
    private final StringBuilder seen = new StringBuilder();

    private ConsoleProcess(Process process) {
        this.process = process;
        lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a command of this build with the class path that the launcher gives it. */
    static ConsoleProcess start(List<String> arguments) throws IOException {
        ProcessBuilder program = JavaProcess.of(Main.class, "1g", arguments);
        program.command().set(program.command().indexOf("-cp") + 1, LauncherClassPath.of(arguments));
        return start(program);
    }

    /** Starts a command of this build in a working directory, as if it were installed in {@code installation}. */
    static ConsoleProcess start(Path installation, Path directory, List<String> arguments) throws IOException {
        ProcessBuilder program = JavaProcess.of(Main.class, "1g", arguments).directory(directory.toFile());
        program.command().add(1, "-Dfactstream.home=" + installation);
        return start(program);
    }

    /** Starts any program. */
    static ConsoleProcess run(List<String> command) throws IOException {
        return start(new ProcessBuilder(command));
    }

    private static ConsoleProcess start(ProcessBuilder program) throws IOException {
        return new ConsoleProcess(program.redirectErrorStream(true).start());
    }

    /** Reads the output until a line contains {@code text}. */
    void await(String text) throws IOException {
        String line = "";
        while (!line.contains(text)) {
            line = lines.readLine();
            if (line == null) {
                throw new AssertionError("the process ended before it printed '" + text + "':\n" + seen);
            }
            seen.append(line).append('\n');
        }
    }

    /**
     * Sends SIGTERM and returns the output until the end. Commands treat SIGTERM like Ctrl-C; SIGINT would be ignored by the
     * children of a build that a shell started in the background.
     */
    String interrupt() throws IOException {
        new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).start();
        return readToEnd();
    }

    /** Reads and returns the output until the end. */
    String readToEnd() throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            seen.append(line).append('\n');
        }
        return seen.toString();
    }

    /** The output read so far. */
    String printed() {
        return seen.toString();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            throw new AssertionError("the process does not end:\n" + seen);
        }
        return process.exitValue();
    }

    /** Kills the process with {@code kill -9}. */
    @Override
    public void close() {
        JavaProcess.kill(process);
    }
}
