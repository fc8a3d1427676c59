package dev.factstream.learner.checkpoint;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A file system of a few megabytes, mounted for a test; if mounting is not allowed, the test is skipped. */
public final class SmallDisk implements AutoCloseable {

    private final Path root;

    private SmallDisk(Path root) {
        this.root = root;
    }

    /** Mounts a file system at {@code root}, which is created. */
    public static SmallDisk mount(Path root, int kilobytes) throws IOException, InterruptedException {
        Files.createDirectories(root);
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", root.toString()),
                "needs root, and Linux, to mount a file system");
        return new SmallDisk(root);
    }

    public Path root() {
        return root;
    }

    /** Fills the file system except for {@code bytes}. */
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
            return false; // the command does not exist
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        // lazily, because the garbage collector releases memory-mapped files later
        if (!run("umount", "-l", root.toString())) {
            throw new IOException("cannot unmount " + root);
        }
    }
}
