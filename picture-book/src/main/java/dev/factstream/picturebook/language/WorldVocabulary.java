package dev.factstream.picturebook.language;

import dev.factstream.picturebook.world.Catalogue;
import dev.factstream.picturebook.world.Cell;
import dev.factstream.picturebook.world.Colour;
import dev.factstream.picturebook.world.EnglishWords;
import dev.factstream.picturebook.world.SceneEnvironment;
import dev.factstream.picturebook.world.Size;
import dev.factstream.picturebook.world.SpatialRelation;
import dev.factstream.picturebook.world.World;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The words used about a world. */
public final class WorldVocabulary {
    private static final Pattern WORD = Pattern.compile("[a-z]{2,}");

    private WorldVocabulary() {}

    /**
     * Returns the words for everything in a world and the words of {@code texts}, which add function words: lower case, at
     * least two letters, distinct, sorted.
     */
    public static List<String> of(World world, Stream<String> texts) {
        Catalogue catalogue = Catalogue.of(world);
        Stream<String> kinds = catalogue.kinds().stream()
                .flatMap(kind -> Stream.of(kind.name(), kind.plural(), kind.category(), kind.vagueName()));
        Stream<String> places = Stream.concat(
                catalogue.environments().stream().map(SceneEnvironment::withPreposition),
                Cell.all().stream().map(Cell::words));
        Stream<String> looks = Stream.concat(
                Arrays.stream(Colour.values()).limit(world.colours()).map(Colour::word),
                Arrays.stream(Size.values()).map(Size::word));
        Stream<String> numbers = IntStream.range(0, 10).mapToObj(EnglishWords::number);
        Stream<String> relations = Arrays.stream(SpatialRelation.values()).map(SpatialRelation::words);
        return Stream.of(kinds, places, looks, numbers, relations, texts)
                .flatMap(parts -> parts)
                .flatMap(text -> WORD.matcher(text.toLowerCase(Locale.ROOT)).results())
                .map(MatchResult::group)
                .distinct()
                .sorted()
                .toList();
    }
}
