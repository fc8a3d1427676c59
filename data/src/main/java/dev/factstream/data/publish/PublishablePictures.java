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
import java.util.function.Predicate;

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
     * @throws IOException if it cannot be read
     */
    Optional<PictureFile> read(PromptRow row) throws IOException {
        if (row.image().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(PictureFile.read(folder.resolve(row.image().get())));
    }

    /**
     * Checks the pictures of all rows before the first is published. Holds one picture at a time.
     *
     * @param published by promptId; the pictures of these rows are not decoded again
     * @throws BadRowsException naming every row whose picture is too large or cannot be decoded
     * @throws IOException if a picture cannot be read
     */
    void requireUsable(List<PromptRow> all, Predicate<String> published) throws IOException {
        List<String> problems = new ArrayList<>();
        for (PromptRow row : all) {
            flaw(row, published).ifPresent(flaw -> problems.add("row " + row.id() + ": " + flaw));
        }
        if (!problems.isEmpty()) {
            throw new BadRowsException(rows, problems);
        }
    }

    private Optional<String> flaw(PromptRow row, Predicate<String> published) throws IOException {
        if (row.image().isEmpty()) {
            return Optional.empty();
        }
        Optional<String> tooLarge = tooLarge(folder.resolve(row.image().get()));
        if (tooLarge.isPresent()) {
            return tooLarge;
        }
        PictureFile picture = read(row).orElseThrow();
        if (good.containsKey(picture.sha256()) || published.test(Prompt.promptId(row, Optional.of(picture.sha256())))) {
            return Optional.empty();
        }
        Optional<String> flaw = ImageValidator.flaw(picture.file(), picture.bytes());
        if (flaw.isEmpty()) {
            good.put(picture.sha256(), true);
        }
        return flaw;
    }

    private Optional<String> tooLarge(Path file) throws IOException {
        long size = Files.size(file);
        return size <= largest
                ? Optional.empty()
                : Optional.of("the image " + file + " has " + size + " bytes, but at most " + largest
                        + " are published: make it smaller, or set " + PictureSettings.LARGEST
                        + " and run 'factstream topics apply'");
    }
}
