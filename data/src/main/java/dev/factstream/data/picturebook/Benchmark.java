package dev.factstream.data.picturebook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * The held-out benchmark in MMHal-Bench's shape (arXiv 2309.14525, section 3.4): eight types of questions, twelve topics, and
 * of each type and topic {@value #EACH} questions where MMHal-Bench has one, each about a picture of its own.
 */
public final class Benchmark {
    /** Questions of each type and topic. */
    public static final int EACH = 10;

    private static final int TOPICS = 12;
    private static final int PATIENCE = 200_000;

    private Benchmark() {}

    /**
     * The questions, always the same for the same arguments; question i is of type i mod 8, as in MMHal-Bench.
     *
     * @param seed of the scenes; no seed gives a scene of the training split
     * @throws IllegalArgumentException if the world has not things of all twelve topics
     */
    public static List<JudgedQuestion> items(World world, long seed) {
        List<String> topics = topics(world);
        PictureBook book = new PictureBook(PictureBookOptions.of(world, 1, seed, Split.HELD_OUT));
        Map<String, List<JudgedQuestion>> byCell = new LinkedHashMap<>();
        for (String topic : topics) {
            for (QuestionType type : QuestionType.values()) {
                byCell.put(type + " " + topic, new ArrayList<>());
            }
        }
        int missing = byCell.size() * EACH;
        for (long index = 0; missing > 0; index++) {
            Optional<JudgedQuestion> item = wanted(book, index, byCell);
            if (item.isPresent()) {
                byCell.get(item.get().type().orElseThrow() + " "
                                + item.get().topic().orElseThrow())
                        .add(item.get());
                missing--;
            } else if (index > PATIENCE) {
                throw new IllegalArgumentException(
                        "In " + PATIENCE + " scenes of this world there is no question for each of "
                                + byCell.entrySet().stream()
                                        .filter(entry -> entry.getValue().size() < EACH)
                                        .map(Map.Entry::getKey)
                                        .toList());
            }
        }
        List<JudgedQuestion> items = new ArrayList<>();
        for (int number = 0; number < EACH; number++) {
            for (List<JudgedQuestion> cell : byCell.values()) {
                items.add(cell.get(number));
            }
        }
        return List.copyOf(items);
    }

    private static List<String> topics(World world) {
        List<String> topics = Catalogue.of(world).kinds().stream()
                .map(Kind::category)
                .distinct()
                .collect(Collectors.toList());
        if (topics.size() < TOPICS) {
            throw new IllegalArgumentException("The benchmark asks about " + TOPICS + " topics, and a world of "
                    + world.kinds() + " kinds has only " + topics.size() + " of them; take one of at least 12 kinds");
        }
        return topics;
    }

    /** A question about this picture that is still missing. */
    private static Optional<JudgedQuestion> wanted(
            PictureBook book, long index, Map<String, List<JudgedQuestion>> byCell) {
        Scene scene = book.scene(index);
        Random random = Seeds.random(scene.seed(), 9);
        List<QuestionType> types = new ArrayList<>(List.of(QuestionType.values()));
        Collections.shuffle(types, random);
        return types.stream()
                .flatMap(type -> book.question(scene, type, random).stream())
                .filter(question -> byCell.get(cell(question)).size() < EACH)
                .findFirst()
                .map(question -> book.judged(scene, 0, question));
    }

    private static String cell(PictureQuestion question) {
        return question.type().orElseThrow() + " "
                + question.subject().orElseThrow().category();
    }
}
