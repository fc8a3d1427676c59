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
 * Writes imported and rejected rows. The file of imported rows gets its name only at the end, so that an interrupted import
 * leaves no incomplete file that looks complete.
 */
final class ImportedRowWriter implements Closeable {
    private final ImportOptions options;
    private final Path file;
    private final Path unfinished;
    private final BufferedWriter out;
    private final RejectedRowWriter rejects;
    private final RowIds ids;
    private final PictureImporter pictures;
    private long count;

    /** Creates imported rows. */
    interface Maker {
        /**
         * @param id the id of the imported row
         * @throws IllegalArgumentException if the row cannot be used, with the reason
         */
        ConvertedRow make(String id);
    }

    /** @param images folder that picture names in rows are relative to */
    ImportedRowWriter(ImportOptions options, Path images) throws IOException {
        this.options = options;
        Files.createDirectories(options.out());
        file = options.out().resolve(options.format().rows());
        unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        out = Files.newBufferedWriter(unfinished);
        rejects = new RejectedRowWriter(options.out());
        ids = new RowIds(options.numberDuplicates());
        pictures = new PictureImporter(images, options.out(), options.link());
    }

    /** Writes the rows that {@code maker} creates, or records the reason why it cannot. */
    void add(SourcePosition place, String id, Maker maker) throws IOException {
        try {
            String unused = ids.unused(id);
            ConvertedRow draft = maker.make(unused);
            if (draft.picture().isPresent()) {
                pictures.importPicture(draft.picture().get());
            }
            for (String line : draft.lines()) {
                out.write(line);
                out.write('\n');
                count++;
            }
            ids.markUsed(id, unused);
        } catch (IllegalArgumentException e) {
            refuse(place, Optional.of(id), e.getMessage());
        }
    }

    /** Records a row that cannot be used. */
    void refuse(SourcePosition place, Optional<String> id, String reason) throws IOException {
        rejects.add(place, id, reason);
    }

    /** Moves the rows to their final name; to be called after the last row. */
    ImportSummary finish(List<String> notes) throws IOException {
        out.close();
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        return new ImportSummary(
                file,
                count,
                pictures.count(),
                rejects.count(),
                options.out().resolve(RejectedRowWriter.FILE),
                rejects.examples(),
                notes);
    }

    @Override
    public void close() throws IOException {
        out.close();
        rejects.close();
    }
}
