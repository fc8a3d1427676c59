package dev.factstream.data.publish;

import dev.factstream.data.pictures.ImageValidator;
import dev.factstream.runtime.settings.PictureSettings;
import dev.factstream.schemas.rows.BadRowsException;
import dev.factstream.schemas.rows.PromptRow;
import dev.factstream.schemas.rows.PromptRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides which pictures of rows are published. The rows may come from strangers, and everybody who reads the topics sees the
 * pictures: so they lie below the folder of the rows, fit on the topic, and can be decoded. Not thread-safe.
 */
final class PublishablePictures {
    private static final int MOST_REMEMBERED = 10_000;

    private final Path folder;
    private final Path rows;
    private final int largest;

    /** The hashes of the last pictures that are good: several questions of one picture follow each other. */
    private final Map<String, Boolean> good = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /**
     * @param folder of the rows
     * @param largest most bytes of a picture
     */
    PublishablePictures(Path folder, int largest) {
        this.folder = folder;
        rows = folder.resolve(PromptRows.FILE);
        this.largest = largest;
    }

    /** @throws BadRowsException naming the rows whose pictures lie outside of the folder */
    void requireInside(List<PromptRow> all) {
        List<String> problems = new ArrayList<>();
        for (PromptRow row : all) {
            row.image()
                    .filter(name -> !isInside(name))
                    .ifPresent(name -> problems.add(
                            "row " + row.id() + ": the image '" + name + "' is outside of the folder of the rows"));
        }
        if (!problems.isEmpty()) {
            throw new BadRowsException(rows, problems);
        }
    }

    private static boolean isInside(String name) {
        Path path = Path.of(name).normalize();
        return !path.isAbsolute() && !path.startsWith("..") && !path.toString().isEmpty();
    }

    /**
     * Reads the picture of a row; empty if it has none.
     *
     * @throws BadRowsException if it is too large for the topic
     * @throws IOException if it cannot be read
     */
    Optional<PictureFile> read(PromptRow row) throws IOException {
        if (row.image().isEmpty()) {
            return Optional.empty();
        }
        Path file = folder.resolve(row.image().get());
        long size = Files.size(file);
        if (size > largest) {
            throw bad(
                    row,
                    "the image " + file + " has " + size + " bytes, but at most " + largest + " are published: make it"
                            + " smaller, or set " + PictureSettings.LARGEST + " and run 'factstream topics apply'");
        }
        return Optional.of(PictureFile.read(file));
    }

    /**
     * Checks a picture before it is published.
     *
     * @throws BadRowsException if it cannot be decoded
     */
    void require(PromptRow row, PictureFile picture) {
        if (!good.containsKey(picture.sha256())) {
            ImageValidator.flaw(picture.file(), picture.bytes()).ifPresent(flaw -> {
                throw bad(row, flaw);
            });
            good.put(picture.sha256(), true);
        }
    }

    private BadRowsException bad(PromptRow row, String flaw) {
        return new BadRowsException(rows, List.of("row " + row.id() + ": " + flaw));
    }
}
