package dev.factstream.data.imports;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The rows that have come through, and those that have not. They get their name only at the end, so that an import that broke off leaves no
 * half file that looks like a whole one.
 */
final class ImportedRows implements Closeable {
    private final ImportOptions options;
    private final Path file;
    private final Path unfinished;
    private final BufferedWriter out;
    private final Rejects rejects;
    private final RowIds ids;
    private final Pictures pictures;
    private long count;

    /** Makes rows of ours. */
    interface Maker {
        /**
         * @param id that the row is to have
         * @throws IllegalArgumentException if it cannot be used, saying why
         */
        Draft make(String id);
    }

    /** @param images folder that rows name pictures relative to */
    ImportedRows(ImportOptions options, Path images) throws IOException {
        this.options = options;
        Files.createDirectories(options.out());
        file = options.out().resolve(options.format().rows());
        unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        out = Files.newBufferedWriter(unfinished);
        rejects = new Rejects(options.out());
        ids = new RowIds(options.numberDuplicates());
        pictures = new Pictures(images, options.out(), options.link());
    }

    /** Writes what {@code maker} makes of a row, or writes down why it cannot be. */
    void add(Place place, String id, Maker maker) throws IOException {
        try {
            String free = ids.free(id);
            Draft draft = maker.make(free);
            if (draft.picture().isPresent()) {
                pictures.take(draft.picture().get());
            }
            for (String line : draft.lines()) {
                out.write(line);
                out.write('\n');
                count++;
            }
            ids.take(id, free);
        } catch (IllegalArgumentException e) {
            refuse(place, Optional.of(id), e.getMessage());
        }
    }

    /** Writes down a row that cannot even be named. */
    void refuse(Place place, Optional<String> id, String reason) throws IOException {
        rejects.add(place, id, reason);
    }

    /** Gives the rows their name; to be called when there are no more. */
    ImportSummary finish(List<String> notes) throws IOException {
        out.close();
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        return new ImportSummary(
                file,
                count,
                pictures.taken(),
                rejects.count(),
                options.out().resolve(Rejects.FILE),
                rejects.examples(),
                notes);
    }

    @Override
    public void close() throws IOException {
        out.close();
        rejects.close();
    }
}
