package dev.factstream.picturebook.language;

import dev.factstream.picturebook.world.Colour;
import dev.factstream.picturebook.world.Kind;
import dev.factstream.picturebook.world.Size;
import dev.factstream.picturebook.world.Thing;
import java.util.Optional;

/**
 * The meaning of a noun phrase, for example {@code big red cat} or {@code animal}.
 *
 * @param noun a kind's name, or the words for a category, see {@link Kind#vagueName()}
 */
public record NounPhrase(Optional<Size> size, Optional<Colour> colour, String noun) {
    public static NounPhrase of(Kind kind) {
        return new NounPhrase(Optional.empty(), Optional.empty(), kind.name());
    }

    boolean names(Thing thing) {
        return namesKind(thing.kind())
                && size.map(s -> s == thing.size()).orElse(true)
                && colour.map(c -> c == thing.colour()).orElse(true);
    }

    /** Whether the phrase can name things of this kind. */
    public boolean namesKind(Kind kind) {
        return saysKind(kind) || noun.equals(kind.vagueName());
    }

    /** Whether the phrase names the kind itself and not only its category. */
    public boolean saysKind(Kind kind) {
        return noun.equals(kind.name());
    }

    /** Whether the phrase names a kind or category without size and colour. */
    public boolean plain() {
        return size.isEmpty() && colour.isEmpty();
    }
}
