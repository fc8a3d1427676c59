package dev.factstream.data.imports;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A photograph with its captions and object labels.
 *
 * @param name of its file
 * @param place of its entry or of its captions
 * @param objects the labelled kinds of object. Annotators look for one kind after the other, so every other kind is absent.
 *     Empty if the picture is not annotated.
 * @param flaw the reason why its captions or objects cannot be used
 */
record CocoPicture(
        String name,
        SourcePosition place,
        List<String> captions,
        Optional<Set<String>> objects,
        Optional<String> flaw) {}
