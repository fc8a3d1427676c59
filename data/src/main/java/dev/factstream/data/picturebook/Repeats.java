package dev.factstream.data.picturebook;

import dev.factstream.data.rows.SftRow;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes rows in which random words are to be repeated, see {@link ReadingDials} for what they are good for. */
final class Repeats {
    private static final int SHORTEST = 8;
    private static final int LONGEST = 24;

    private final List<String> vocabulary;
    private final double perPicture;

    Repeats(List<String> vocabulary, double perPicture) {
        this.vocabulary = vocabulary;
        this.perPicture = perPicture;
    }

    /** The rows that go with the scene of this number, always the same and spread evenly over the pictures. */
    List<SftRow> besides(Scene scene, long index) {
        return IntStream.range(0, due(index, perPicture))
                .mapToObj(i -> row(scene, i))
                .toList();
    }

    /** How many rows go with the picture of this number where so many go with each on average. */
    static int due(long index, double perPicture) {
        return (int) (Math.floor((index + 1) * perPicture) - Math.floor(index * perPicture));
    }

    private SftRow row(Scene scene, int number) {
        Random random = Seeds.random(scene.seed(), 10, number);
        String words = IntStream.range(0, SHORTEST + random.nextInt(LONGEST - SHORTEST + 1))
                .mapToObj(i -> Words.pick(vocabulary, random))
                .collect(Collectors.joining(" "));
        return new SftRow(
                scene.id() + "-repeat-" + number,
                Optional.empty(),
                List.of(new SftRow.Turn("Repeat: " + words, words, false)));
    }
}
