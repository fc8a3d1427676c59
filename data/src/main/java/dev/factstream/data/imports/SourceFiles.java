package dev.factstream.data.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the files that the user did not specify. */
final class SourceFiles {
    private SourceFiles() {}

    /** Returns the file of rows: {@code from} itself, or the only one in it. */
    static Path rows(Path from) throws IOException {
        if (!Files.isDirectory(from)) {
            return existing(from);
        }
        List<Path> found = list(from, "glob:*.{json,jsonl}").stream()
                .filter(file -> !file.endsWith(CaptionStore.FILE))
                .toList();
        if (found.size() != 1) {
            throw new BadFileException(from + " has " + found.size() + " files of rows; choose one with --from");
        }
        return found.get(0);
    }

    /**
     * Returns the folder of pictures: the specified one, or {@code images} in the folder of the rows, or that folder itself.
     */
    static Path images(ImportOptions options, Path folder) throws NoSuchFileException {
        Path inside = folder.resolve(PictureImporter.FOLDER);
        Path images = options.images().orElse(Files.isDirectory(inside) ? inside : folder);
        if (!Files.isDirectory(images)) {
            throw new NoSuchFileException(images.toString());
        }
        return images;
    }

    /** Returns the stored captions: the specified file, or the one beside the rows; empty if there is none. */
    static Optional<Path> captions(ImportOptions options) throws NoSuchFileException {
        if (options.captions().isPresent()) {
            return Optional.of(existing(options.captions().get()));
        }
        Path folder = Files.isDirectory(options.from())
                ? options.from()
                : options.from().toAbsolutePath().getParent();
        return Optional.of(folder.resolve(CaptionStore.FILE)).filter(Files::isRegularFile);
    }

    /** Returns the files of a folder whose names match, in order. */
    static List<Path> list(Path folder, String pattern) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            folder.getFileSystem().getPathMatcher(pattern).matches(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    /** Returns the file, which must exist. */
    static Path existing(Path file) throws NoSuchFileException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return file;
    }
}
