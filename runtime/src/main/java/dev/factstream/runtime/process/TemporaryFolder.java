package dev.factstream.runtime.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A temporary folder that is deleted with its contents when closed. */
public final class TemporaryFolder implements AutoCloseable {
    private final Path path;
    private boolean kept;

    private TemporaryFolder(Path path) {
        this.path = path;
    }

    /** Creates a folder whose name starts with {@code prefix}. */
    public static TemporaryFolder create(String prefix) throws IOException {
        return new TemporaryFolder(Files.createTempDirectory(prefix));
    }

    /** The path of the folder. */
    public Path path() {
        return path;
    }

    /** Makes {@link #close} keep the folder, for inspection. */
    public void keep() {
        kept = true;
    }

    /** Makes {@link #close} delete the folder, which is the default. */
    public void discard() {
        kept = false;
    }

    @Override
    public void close() throws IOException {
        if (kept) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(file);
            }
        }
    }
}
