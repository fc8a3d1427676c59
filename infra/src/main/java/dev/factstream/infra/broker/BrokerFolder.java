package dev.factstream.infra.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A broker's folder, protected by a file lock while the broker runs. The operating system releases the lock when the
 * process ends, however it ends.
 */
final class BrokerFolder implements AutoCloseable {
    private final Path data;
    private final FileChannel channel;

    private BrokerFolder(Path data, FileChannel channel) {
        this.data = data;
        this.channel = channel;
    }

    /**
     * Creates the folder if necessary and takes its lock.
     *
     * @throws BrokerStartException if another broker holds the lock or the folder cannot be written
     */
    static BrokerFolder lock(Path dir) {
        FileChannel channel = null;
        try {
            Path data = Files.createDirectories(dir.toAbsolutePath().resolve("data"));
            channel = FileChannel.open(dir.resolve("broker.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new BrokerStartException(
                        "another broker is running on " + dir + "; stop it or choose another folder");
            }
            return new BrokerFolder(data, channel);
        } catch (IOException e) {
            closeQuietly(channel);
            throw new BrokerStartException("cannot use " + dir + " for the broker's data: " + e, e);
        }
    }

    Path data() {
        return data;
    }

    /** Kafka writes this file last when it formats a folder. */
    boolean isFormatted() {
        return Files.exists(data.resolve("meta.properties"));
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // the lock is released with the process at the latest
        }
    }
}
