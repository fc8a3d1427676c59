package dev.factstream.data.imports;

import java.nio.file.Path;
import java.util.List;

/**
 * Photographs to ask about.
 *
 * @param images the folder they lie in
 * @param strays entries that belong to no photograph
 */
record CocoSource(Path images, List<CocoPicture> pictures, List<Stray> strays) {
    /** An entry that belongs to no photograph, and why not. */
    record Stray(Place place, String reason) {}
}
