package dev.factstream.picturebook.language;

import dev.factstream.picturebook.world.Catalogue;
import dev.factstream.picturebook.world.Cell;
import dev.factstream.picturebook.world.Colour;
import dev.factstream.picturebook.world.EnglishWords;
import dev.factstream.picturebook.world.Kind;
import dev.factstream.picturebook.world.SceneEnvironment;
import dev.factstream.picturebook.world.Size;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The words of the language and their meaning, for all worlds. */
final class Lexicon {
    private static final Map<String, String> NOUNS = nouns();
    private static final Map<String, Colour> COLOURS =
            Arrays.stream(Colour.values()).collect(Collectors.toMap(Colour::word, colour -> colour));
    private static final Map<String, Size> SIZES =
            Arrays.stream(Size.values()).collect(Collectors.toMap(Size::word, size -> size));
    private static final Map<String, Integer> NUMBERS =
            IntStream.range(0, 10).boxed().collect(Collectors.toMap(EnglishWords::number, number -> number));
    private static final Map<String, Cell> CELLS =
            Cell.all().stream().collect(Collectors.toMap(Cell::words, cell -> cell));
    private static final List<String> ENVIRONMENTS =
            Catalogue.FULL.environments().stream().map(SceneEnvironment::name).toList();

    private Lexicon() {}

    /** Returns the kind or category that a noun in singular or plural names. */
    static Optional<String> noun(String words) {
        return Optional.ofNullable(NOUNS.get(words));
    }

    static Optional<Colour> colour(String word) {
        return Optional.ofNullable(COLOURS.get(word));
    }

    static Optional<Size> size(String word) {
        return Optional.ofNullable(SIZES.get(word));
    }

    /** Returns the exact count that a word states; empty for 'a', which states at least one. */
    static OptionalInt number(String word) {
        Integer number = word.equals("not") ? Integer.valueOf(0) : NUMBERS.get(word);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    static Optional<Cell> cell(String words) {
        return Optional.ofNullable(CELLS.get(words));
    }

    static boolean environment(String word) {
        return ENVIRONMENTS.contains(word);
    }

    private static Map<String, String> nouns() {
        Map<String, String> nouns = new HashMap<>();
        for (Kind kind : Catalogue.FULL.kinds()) {
            nouns.put(kind.name(), kind.name());
            nouns.put(kind.plural(), kind.name());
            nouns.put(kind.vagueName(), kind.vagueName());
        }
        return nouns;
    }
}
