package dev.factstream.lab.soak;

import dev.factstream.lab.bench.ResidentMemory;
import dev.factstream.lab.chaos.RoleProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A process of a soak: a role with a fixed heap, or the broker. Not thread-safe; closing it kills the process. */
final class SoakProcess implements AutoCloseable {
    private final String name;
    private final Path log;
    private final RoleProcess process;
    private double secondsOfDead;

    private SoakProcess(String name, Path log, RoleProcess process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts {@code factstream ARGUMENTS}.
     *
     * @param name unique within the soak
     * @param folder receives the log
     * @param heapMib size of the Java heap, which is touched at the start, so that it does not count as growth
     * @param quickCompiler whether the process lives for minutes only, so that the optimizing compiler takes more time than it gives
     */
    static SoakProcess start(String name, Path folder, int heapMib, boolean quickCompiler, List<String> arguments)
            throws IOException {
        List<String> java = new ArrayList<>(List.of(
                "-Xms" + heapMib + "m",
                "-Xmx" + heapMib + "m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:ReservedCodeCacheSize=64m"));
        if (quickCompiler) {
            java.add("-XX:TieredStopAtLevel=1");
        }
        Path log = folder.resolve(name + ".log");
        return new SoakProcess(name, log, new RoleProcess(arguments, java, log));
    }

    String name() {
        return name;
    }

    /** The file with the output of the process. */
    Path log() {
        return log;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Measures heap, resident memory and reads. @throws IOException if the process has ended */
    ProcessSize size() throws IOException, InterruptedException {
        try (JvmProbe probe = JvmProbe.attach(process.pid())) {
            long heap = probe.heapAfterCollection();
            return new ProcessSize(heap, ResidentMemory.kib(process.pid()) << 10);
        }
    }

    ReadVolume reads() throws IOException {
        try (JvmProbe probe = JvmProbe.attach(process.pid())) {
            return probe.reads();
        }
    }

    /** The CPU time of this process and of those that it replaced, in seconds. */
    double cpuSeconds() {
        return secondsOfDead + cpu();
    }

    private double cpu() {
        return ProcessHandle.of(process.pid())
                .flatMap(handle -> handle.info().totalCpuDuration())
                .map(Duration::toNanos)
                .map(nanos -> nanos / 1e9)
                .orElse(0.0);
    }

    /** Kills the process with {@code kill -9} and starts it again. */
    void killAndRestart() throws IOException {
        secondsOfDead += cpu();
        process.killAndRestart();
    }

    /** Sends SIGTERM; returns whether the process then exits with 0. */
    boolean stop(Duration timeout) throws IOException, InterruptedException {
        process.signal("TERM");
        return process.exitCode(timeout).orElse(-1) == 0;
    }

    @Override
    public void close() {
        process.close();
    }
}
