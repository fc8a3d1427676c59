package dev.factstream.data.imports;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The options of an import.
 *
 * @param from a file of rows, or the folder of one
 * @param images folder that picture names in rows are relative to; searched beside the rows if not given
 * @param captions {@code image_to_caption.json}; searched beside the rows if not given
 * @param out folder for the imported rows and their pictures; files of the same names are replaced
 * @param split of imported prompts
 * @param link create symbolic links to pictures instead of copies
 * @param withoutFacts import rows without facts about their picture
 * @param numberDuplicates import rows with the id of an earlier row under a new id
 */
public record ImportOptions(
        ImportFormat format,
        Path from,
        Optional<Path> images,
        Optional<Path> captions,
        Path out,
        String split,
        boolean link,
        boolean withoutFacts,
        boolean numberDuplicates) {}
