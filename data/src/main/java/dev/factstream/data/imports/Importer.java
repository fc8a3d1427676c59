package dev.factstream.data.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Imports other people's data. Each row is made from itself and from what is stored under its own picture's name, so a refused row can never
 * give its captions, picture or label to another. Blocking; keeps ids, captions and names of pictures in memory, rows and pictures one at a
 * time.
 */
public final class Importer {
    private Importer() {}

    /**
     * Imports all rows that can be used, and writes the others with their reasons into {@code rejected.jsonl}.
     *
     * @throws BadFileException if a file as a whole is not what it should be
     * @throws java.nio.file.NoSuchFileException if a file or folder is missing
     * @throws IOException if something cannot be read or written
     */
    public static ImportSummary run(ImportOptions options, ImportProgress progress) throws IOException {
        return switch (options.format()) {
            case LLAVA_SFT -> rows(options, new SftReader(), progress);
            case LLAVA_PREFERENCE -> rows(options, new PreferenceReader(facts(options)), progress);
            case LLAVA_PPO -> rows(options, new PpoReader(facts(options), options.split()), progress);
            case COCO -> CocoImport.run(options, progress);
        };
    }

    private static ImportSummary rows(ImportOptions options, RowReader reader, ImportProgress progress)
            throws IOException {
        Path file = SourceFiles.rows(options.from());
        double size = Files.size(file);
        try (RawRows rows = new RawRows(file);
                ImportedRows imported = new ImportedRows(
                        options,
                        SourceFiles.images(options, file.toAbsolutePath().getParent()))) {
            for (Optional<RawRow> row = rows.next(); row.isPresent(); row = rows.next()) {
                add(row.get(), reader, imported);
                progress.done(rows.offset() / size);
            }
            return imported.finish(reader.notes());
        }
    }

    private static void add(RawRow raw, RowReader reader, ImportedRows imported) throws IOException {
        JsonNode row;
        String id;
        try {
            row = raw.json();
            id = RowIds.written(row);
        } catch (IllegalArgumentException e) {
            imported.refuse(raw.place(), Optional.empty(), e.getMessage());
            return;
        }
        imported.add(raw.place(), id, free -> reader.read(free, row));
    }

    private static FactFinder facts(ImportOptions options) throws IOException {
        Optional<Path> file = SourceFiles.captions(options);
        return new FactFinder(file.isPresent() ? Captions.read(file.get()) : Captions.none(), options.withoutFacts());
    }
}
