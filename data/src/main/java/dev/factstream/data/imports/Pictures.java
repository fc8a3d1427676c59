package dev.factstream.data.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Brings the pictures that rows need into the folder of the rows. Every picture is decoded once, and copied or linked only when a row that is
 * otherwise good needs it; never more than one is in memory. Not thread-safe.
 */
final class Pictures {
    /** Folder of the pictures in the folder of the rows. */
    static final String FOLDER = "images";

    private final Path from;
    private final Path to;
    private final boolean link;
    /** What was found about each picture so far: empty if it is good. */
    private final Map<String, Optional<String>> flaws = new HashMap<>();

    /**
     * @param from folder that rows name pictures relative to
     * @param to folder of the imported rows
     * @param link make symbolic links in place of copies
     */
    Pictures(Path from, Path to, boolean link) {
        this.from = from;
        this.to = to;
        this.link = link;
    }

    /**
     * How the imported row names the picture.
     *
     * @throws IllegalArgumentException if the name leads out of the folder
     */
    static String pathOf(String name) {
        Path path = Path.of(name).normalize();
        if (path.isAbsolute() || path.startsWith("..") || path.toString().isEmpty()) {
            throw new IllegalArgumentException("the image '" + name + "' does not lie in the folder of images");
        }
        return FOLDER + "/" + path.toString().replace('\\', '/');
    }

    /**
     * Makes the picture be where {@link #pathOf} says.
     *
     * @throws IllegalArgumentException if it is missing or cannot be decoded
     * @throws IOException if it cannot be copied or linked
     */
    void take(String name) throws IOException {
        Path target = to.resolve(pathOf(name));
        Path source = from.resolve(name).normalize();
        Optional<String> flaw = flaws.get(name);
        if (flaw == null) {
            flaw = Decodable.flaw(source);
            if (flaw.isEmpty()) {
                bring(source, target);
            }
            flaws.put(name, flaw);
        }
        flaw.ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
    }

    /** How many pictures are there for the rows. */
    long taken() {
        return flaws.values().stream().filter(Optional::isEmpty).count();
    }

    private void bring(Path source, Path target) throws IOException {
        if (Files.exists(target) && !Files.isSymbolicLink(target) && Files.isSameFile(source, target)) {
            return; // imported in place
        }
        Files.createDirectories(target.getParent());
        if (link) {
            Files.deleteIfExists(target);
            Files.createSymbolicLink(target, source.toRealPath());
        } else {
            Files.deleteIfExists(
                    target); // what lies here may be a link: copying through it would overwrite what it leads to
            Files.copy(source, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }
}
