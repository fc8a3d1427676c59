package dev.factstream.data.imports;

import dev.factstream.data.pictures.ImageValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Imports the pictures of rows into the folder of the rows. Decodes every picture once, and copies or links it only when an
 * otherwise valid row needs it; holds at most one in memory. Not thread-safe.
 */
final class PictureImporter {
    /** Name of the folder of pictures in the folder of the rows. */
    static final String FOLDER = "images";

    private final Path from;
    private final Path to;
    private final boolean link;
    /** The flaw of each picture checked so far: empty if it is valid. */
    private final Map<String, Optional<String>> flaws = new HashMap<>();

    /**
     * @param from folder that picture names in rows are relative to
     * @param to folder of the imported rows
     * @param link create symbolic links instead of copies
     */
    PictureImporter(Path from, Path to, boolean link) {
        this.from = from;
        this.to = to;
        this.link = link;
    }

    /**
     * Returns the path of the picture in the imported row.
     *
     * @throws IllegalArgumentException if the name leads out of the folder
     */
    static String pathOf(String name) {
        Path path = Path.of(name).normalize();
        if (path.isAbsolute() || path.startsWith("..") || path.toString().isEmpty()) {
            throw new IllegalArgumentException("the image '" + name + "' is outside the folder of images");
        }
        return FOLDER + "/" + path.toString().replace('\\', '/');
    }

    /**
     * Ensures that the picture exists at {@link #pathOf}.
     *
     * @throws IllegalArgumentException if it is missing or cannot be decoded
     * @throws IOException if it cannot be copied or linked
     */
    void importPicture(String name) throws IOException {
        Path target = to.resolve(pathOf(name));
        Path source = from.resolve(name).normalize();
        Optional<String> flaw = flaws.get(name);
        if (flaw == null) {
            flaw = ImageValidator.flaw(source);
            if (flaw.isEmpty()) {
                copyOrLink(source, target);
            }
            flaws.put(name, flaw);
        }
        flaw.ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
    }

    /** The number of imported pictures. */
    long count() {
        return flaws.values().stream().filter(Optional::isEmpty).count();
    }

    private void copyOrLink(Path source, Path target) throws IOException {
        if (Files.exists(target) && !Files.isSymbolicLink(target) && Files.isSameFile(source, target)) {
            return; // imported in place
        }
        Files.createDirectories(target.getParent());
        if (link) {
            Files.deleteIfExists(target);
            Files.createSymbolicLink(target, source.toRealPath());
        } else {
            Files.deleteIfExists(target); // an existing link: copying through it would overwrite its target
            Files.copy(source, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }
}
