package dev.factstream.learner.checkpoint;

import dev.factstream.schemas.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The hash of a folder: SHA-256 over the sorted relative names of its files and the hash of each one's content. */
final class FolderHash {

    private FolderHash() {}

    static String of(Path folder) throws IOException {
        List<String> parts = new ArrayList<>();
        for (Path file : files(folder)) {
            parts.add(folder.relativize(file).toString().replace('\\', '/'));
            parts.add(Sha256.hex(file));
        }
        return Sha256.hex(parts);
    }

    /** All regular files below {@code folder}, sorted. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
