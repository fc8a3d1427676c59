package dev.factstream.data.imports;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What to import.
 *
 * @param from a file of rows, or a folder in which it lies
 * @param images folder that rows name pictures relative to; found beside the rows if not given
 * @param captions {@code image_to_caption.json}; found beside the rows if not given
 * @param out folder for the imported rows and their pictures; files of the same names are replaced
 * @param split that imported prompts belong to
 * @param link make symbolic links to pictures in place of copies
 * @param withoutFacts keep rows about whose picture nothing is known
 * @param numberDuplicates keep rows whose id occurred before under a new id
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
