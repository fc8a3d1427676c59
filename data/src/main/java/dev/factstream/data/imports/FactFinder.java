package dev.factstream.data.imports;

import java.util.List;
import java.util.Optional;

/**
 * Finds what is known of a row's picture.
 *
 * @param stored by the picture's name
 * @param optional whether a row may do without any
 */
record FactFinder(Captions stored, boolean optional) {
    /**
     * What is known.
     *
     * @param captions what people say of the picture
     * @param rationale why the right answer is right
     */
    record Known(List<String> captions, Optional<String> rationale) {}

    /**
     * The captions, the row's own before the stored ones, and for multiple choice the stored rationales as one text.
     *
     * @param own captions that the row itself holds
     * @throws IllegalArgumentException if nothing is known, unless that is allowed
     */
    Known find(List<String> own, Optional<String> picture, boolean choice) {
        List<String> captions = own.isEmpty() ? picture.map(stored::of).orElse(List.of()) : own;
        List<String> reasons = choice ? picture.map(stored::rationales).orElse(List.of()) : List.of();
        if (captions.isEmpty() && reasons.isEmpty() && !optional) {
            throw new IllegalArgumentException("there are no captions of "
                    + picture.map(name -> "'" + name + "'").orElse("a row without image")
                    + ", neither in the row nor in " + Captions.FILE + "; --without-facts keeps it without");
        }
        return new Known(captions, Optional.of(String.join(" ", reasons)).filter(text -> !text.isEmpty()));
    }
}
