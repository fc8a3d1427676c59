package dev.factstream.lab.stream;

import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder of a run, locked by one process at a time. The operating system releases the lock when the process ends for any reason. */
public final class RunFolder implements AutoCloseable {
    private final Path root;
    private final FileChannel lock;

    private RunFolder(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * Creates the folder if missing and takes its lock.
     *
     * @param what the kind of run, for the error message
     * @throws UserFacingException if another process holds the lock
     */
    public static RunFolder open(Path dir, String what) throws IOException {
        Path root = Files.createDirectories(dir.toAbsolutePath().normalize());
        FileChannel channel =
                FileChannel.open(root.resolve("run.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(channel)) {
            channel.close();
            throw new UserFacingException(
                    ExitCode.IN_USE,
                    "another " + what + " is running in " + dir + ": stop it, or choose another folder");
        }
        return new RunFolder(root, channel);
    }

    Path broker() {
        return root.resolve("broker");
    }

    Path scorerState() {
        return root.resolve("scorer-state");
    }

    Path driftState() {
        return root.resolve("drift-state");
    }

    Path pictureBook() {
        return root.resolve("picture-book");
    }

    Path identity() {
        return root.resolve("run.properties");
    }

    /** The log file. */
    public Path log() {
        return root.resolve("factstream.log");
    }

    /** The root folder, where the learner stores checkpoints and adapters. */
    public Path root() {
        return root;
    }

    /** The PEFT folder of a policy version. */
    public Path adapter(int version) {
        return root.resolve("adapters").resolve(Integer.toString(version));
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by this process
        }
    }
}
