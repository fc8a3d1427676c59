package dev.factstream.data.imports;

import java.util.List;
import java.util.Optional;

/**
 * Finds the facts about a row's picture.
 *
 * @param stored by the picture's name
 * @param optional whether a row may have no facts
 */
record FactLookup(CaptionStore stored, boolean optional) {
    /**
     * Facts about a picture.
     *
     * @param captions descriptions by people
     * @param rationale the reason for the right answer
     */
    record FoundFacts(List<String> captions, Optional<String> rationale) {}

    /**
     * Returns the captions, the row's own in preference to the stored ones, and for multiple choice the stored rationales as
     * one text.
     *
     * @param own captions in the row itself
     * @throws IllegalArgumentException if there are no facts and they are not optional
     */
    FoundFacts find(List<String> own, Optional<String> picture, boolean choice) {
        List<String> captions = own.isEmpty() ? picture.map(stored::of).orElse(List.of()) : own;
        List<String> reasons = choice ? picture.map(stored::rationales).orElse(List.of()) : List.of();
        if (captions.isEmpty() && reasons.isEmpty() && !optional) {
            throw new IllegalArgumentException("there are no captions for "
                    + picture.map(name -> "'" + name + "'").orElse("a row without image")
                    + ", neither in the row nor in " + CaptionStore.FILE + "; --without-facts imports it anyway");
        }
        return new FoundFacts(captions, Optional.of(String.join(" ", reasons)).filter(text -> !text.isEmpty()));
    }
}
