package dev.factstream.console.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder that goes when it is closed, with all that is in it. */
public final class TemporaryFolder implements AutoCloseable {
    private final Path path;
    private boolean kept;

    private TemporaryFolder(Path path) {
        this.path = path;
    }

    /** Makes one, with a name that begins so. */
    public static TemporaryFolder create(String prefix) throws IOException {
        return new TemporaryFolder(Files.createTempDirectory(prefix));
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** From now on, closing leaves it where it is, for somebody to look into. */
    public void keep() {
        kept = true;
    }

    /** From now on, closing removes it, as at first. */
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
