package dev.factstream.data.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Imports data sets of other projects. Each row is created from itself and from the facts stored under its own picture's name,
 * so a rejected row can never pass its captions, picture or label to another row. Blocking; keeps ids, captions and picture
 * names in memory, rows and pictures one at a time.
 */
public final class Importer {
    private Importer() {}

    /**
     * Imports all usable rows, and writes the others with their reasons into {@code rejected.jsonl}.
     *
     * @throws BadFileException if a file as a whole is invalid
     * @throws java.nio.file.NoSuchFileException if a file or folder is missing
     * @throws IOException if a file cannot be read or written
     */
    public static ImportSummary run(ImportOptions options, ImportProgress progress) throws IOException {
        return switch (options.format()) {
            case LLAVA_SFT -> rows(options, new SftRowConverter(), progress);
            case LLAVA_PREFERENCE -> rows(options, new PreferenceRowConverter(facts(options)), progress);
            case LLAVA_PPO -> rows(options, new PpoRowConverter(facts(options), options.split()), progress);
            case COCO -> CocoImport.run(options, progress);
        };
    }

    private static ImportSummary rows(ImportOptions options, RowConverter reader, ImportProgress progress)
            throws IOException {
        Path file = SourceFiles.rows(options.from());
        double size = Files.size(file);
        try (RawRowReader rows = new RawRowReader(file);
                ImportedRowWriter imported = new ImportedRowWriter(
                        options,
                        SourceFiles.images(options, file.toAbsolutePath().getParent()))) {
            for (Optional<RawRow> row = rows.next(); row.isPresent(); row = rows.next()) {
                add(row.get(), reader, imported);
                progress.done(rows.offset() / size);
            }
            return imported.finish(reader.notes());
        }
    }

    private static void add(RawRow raw, RowConverter reader, ImportedRowWriter imported) throws IOException {
        JsonNode row;
        String id;
        try {
            row = raw.json();
            id = RowIds.of(row);
        } catch (IllegalArgumentException e) {
            imported.refuse(raw.place(), Optional.empty(), e.getMessage());
            return;
        }
        imported.add(raw.place(), id, unused -> reader.convert(unused, row));
    }

    private static FactLookup facts(ImportOptions options) throws IOException {
        Optional<Path> file = SourceFiles.captions(options);
        return new FactLookup(
                file.isPresent() ? CaptionStore.read(file.get()) : CaptionStore.none(), options.withoutFacts());
    }
}
