package dev.factstream.data.imports;

import java.nio.file.Path;
import java.util.List;

/**
 * Photographs to ask about.
 *
 * @param images the folder of the photographs
 * @param unmatched entries that belong to no photograph
 */
record CocoSource(Path images, List<CocoPicture> pictures, List<UnmatchedEntry> unmatched) {
    /** An entry that belongs to no photograph, and the reason. */
    record UnmatchedEntry(SourcePosition place, String reason) {}
}
