package dev.factstream.data.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
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
     * @throws BadFileException if a file is missing or as a whole not what it should be
     * @throws IOException if something cannot be read or written
     */
    public static ImportSummary run(ImportOptions options) throws IOException {
        return switch (options.format()) {
            case LLAVA_SFT -> rows(options, new SftReader());
            case LLAVA_PPO -> rows(options, new PpoReader(facts(options), options.split()));
            case COCO -> CocoImport.run(options);
        };
    }

    private static ImportSummary rows(ImportOptions options, RowReader reader) throws IOException {
        Path file = SourceFiles.rows(options.from());
        try (RawRows rows = new RawRows(file);
                ImportedRows imported = new ImportedRows(
                        options,
                        SourceFiles.images(options, file.toAbsolutePath().getParent()))) {
            for (Optional<RawRow> row = rows.next(); row.isPresent(); row = rows.next()) {
                add(row.get(), reader, imported);
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
