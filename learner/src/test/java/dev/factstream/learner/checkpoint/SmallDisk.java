package dev.factstream.learner.checkpoint;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A file system of a few megabytes, mounted for a test; where that is not allowed, the test is skipped. */
public final class SmallDisk implements AutoCloseable {

    private final Path root;

    private SmallDisk(Path root) {
        this.root = root;
    }

    /** Mounts one at {@code root}, which is made. */
    public static SmallDisk mount(Path root, int kilobytes) throws IOException, InterruptedException {
        Files.createDirectories(root);
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", root.toString()))
                .as("mounting needs root, on Linux")
                .isTrue();
        return new SmallDisk(root);
    }

    public Path root() {
        return root;
    }

    /** Takes up all but {@code bytes} of it. */
    public Path fill(int bytes) throws IOException {
        Path ballast = root.resolve("ballast");
        Files.write(ballast, new byte[Math.toIntExact(Files.getFileStore(root).getUsableSpace() - bytes)]);
        return ballast;
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // there is no such command
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        // lazily: what was mapped into memory is let go of by the garbage collector
        if (!run("umount", "-l", root.toString())) {
            throw new IOException("cannot unmount " + root);
        }
    }
}
