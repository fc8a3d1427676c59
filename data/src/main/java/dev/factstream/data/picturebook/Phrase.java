package dev.factstream.data.picturebook;

import java.util.Optional;

/**
 * What a noun phrase names, for example {@code big red cat} or {@code animal}.
 *
 * @param noun a kind's name, or the words for a category, see {@link Kind#vaguely()}
 */
record Phrase(Optional<Size> size, Optional<Colour> colour, String noun) {
    static Phrase of(Kind kind) {
        return new Phrase(Optional.empty(), Optional.empty(), kind.name());
    }

    boolean names(Thing thing) {
        return namesKind(thing.kind())
                && size.map(s -> s == thing.size()).orElse(true)
                && colour.map(c -> c == thing.colour()).orElse(true);
    }

    /** Whether things of this kind are among those it could name. */
    boolean namesKind(Kind kind) {
        return saysKind(kind) || noun.equals(kind.vaguely());
    }

    /** Whether it names the kind itself and not only its category. */
    boolean saysKind(Kind kind) {
        return noun.equals(kind.name());
    }

    /** Whether it names a kind or category as a whole. */
    boolean plain() {
        return size.isEmpty() && colour.isEmpty();
    }
}
