package dev.factstream.data.imports;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A photograph and what people found in it.
 *
 * @param name of its file
 * @param place of it or of its captions
 * @param objects every labelled kind of object, looked for by people one kind after the other, so the others are not there; empty where nobody
 *     looked
 * @param flaw why its captions or objects cannot be used
 */
record CocoPicture(
        String name, Place place, List<String> captions, Optional<Set<String>> objects, Optional<String> flaw) {}
