package dev.factstream.picturebook.rows;

import dev.factstream.picturebook.world.EnglishWords;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.SeedMixer;
import dev.factstream.schemas.rows.SftRow;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Generates rows that ask to repeat random words; {@link ReadingDials} explains their use. */
public final class RepetitionGenerator {
    private static final int SHORTEST = 8;
    private static final int LONGEST = 24;

    private final List<String> vocabulary;
    private final double perPicture;

    public RepetitionGenerator(List<String> vocabulary, double perPicture) {
        this.vocabulary = vocabulary;
        this.perPicture = perPicture;
    }

    /** Returns the rows for the scene with this number, always the same and spread evenly over the pictures. */
    public List<SftRow> rowsFor(Scene scene, long index) {
        return IntStream.range(0, rowsDue(index, perPicture))
                .mapToObj(i -> row(scene, i))
                .toList();
    }

    /** Returns the number of rows for the picture with this number, given their average per picture. */
    static int rowsDue(long index, double perPicture) {
        return (int) (Math.floor((index + 1) * perPicture) - Math.floor(index * perPicture));
    }

    private SftRow row(Scene scene, int number) {
        Random random = SeedMixer.random(scene.seed(), 10, number);
        String words = IntStream.range(0, SHORTEST + random.nextInt(LONGEST - SHORTEST + 1))
                .mapToObj(i -> EnglishWords.pick(vocabulary, random))
                .collect(Collectors.joining(" "));
        return new SftRow(
                scene.id() + "-repeat-" + number,
                Optional.empty(),
                List.of(new SftRow.Turn("Repeat: " + words, words, false)));
    }
}
