package dev.factstream.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Reference files of the tests, made by the scripts under src/test/python. */
public final class Resources {

    /** Everything that is not the default: see make_oracle.py. */
    public static final Path BIASED_LLAVA = folder("oracles/biased-llava");
    /** Text only, sharded. */
    public static final Path PLAIN_LLAMA = folder("oracles/plain-llama");

    public static final Path TIED_LLAMA = folder("oracles/tied-llama");

    private Resources() {}

    public static Path folder(String name) {
        try {
            return Path.of(Objects.requireNonNull(Resources.class.getResource("/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A copy of a folder that a test may damage. */
    public static Path copy(Path source, Path target) {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : (List<Path>) files.toList()) {
                Path copy = target.resolve(source.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
