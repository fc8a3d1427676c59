package dev.factstream.picturebook;

import dev.factstream.picturebook.judge.VerifiableQuestion;
import dev.factstream.picturebook.questions.QuestionType;
import dev.factstream.picturebook.questions.SceneQuestion;
import dev.factstream.picturebook.world.Catalogue;
import dev.factstream.picturebook.world.Kind;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.SeedMixer;
import dev.factstream.picturebook.world.Split;
import dev.factstream.picturebook.world.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * The held-out benchmark in the shape of MMHal-Bench (arXiv 2309.14525, section 3.4): eight question types, twelve topics, and
 * {@value #EACH} questions per type and topic (MMHal-Bench has one), each about a different picture.
 */
public final class BenchmarkQuestions {
    /** Questions per type and topic. */
    public static final int EACH = 10;

    private static final int TOPICS = 12;
    private static final int MAX_SCENES = 200_000;

    private BenchmarkQuestions() {}

    /**
     * Returns the questions. The same arguments give the same questions; question i has type i mod 8, as in MMHal-Bench.
     *
     * @param seed of the scenes, which are always held out: no seed gives a scene of the training split
     * @throws IllegalArgumentException if the world lacks things of one of the twelve topics
     */
    public static List<VerifiableQuestion> items(World world, long seed) {
        List<String> topics = topics(world);
        PictureBook book = new PictureBook(PictureBookOptions.of(world, 1, seed, Split.HELD_OUT));
        Map<String, List<VerifiableQuestion>> byCell = new LinkedHashMap<>();
        for (String topic : topics) {
            for (QuestionType type : QuestionType.values()) {
                byCell.put(type + " " + topic, new ArrayList<>());
            }
        }
        int missing = byCell.size() * EACH;
        for (long index = 0; missing > 0; index++) {
            Optional<VerifiableQuestion> item = missingQuestion(book, index, byCell);
            if (item.isPresent()) {
                byCell.get(item.get().type().orElseThrow() + " "
                                + item.get().topic().orElseThrow())
                        .add(item.get());
                missing--;
            } else if (index > MAX_SCENES) {
                throw new IllegalArgumentException(
                        "Fewer than " + EACH + " questions were found in " + MAX_SCENES + " scenes of this world for "
                                + byCell.entrySet().stream()
                                        .filter(entry -> entry.getValue().size() < EACH)
                                        .map(Map.Entry::getKey)
                                        .toList());
            }
        }
        List<VerifiableQuestion> items = new ArrayList<>();
        for (int number = 0; number < EACH; number++) {
            for (List<VerifiableQuestion> cell : byCell.values()) {
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
            throw new IllegalArgumentException("The benchmark needs things of " + TOPICS + " topics, but a world of "
                    + world.kinds() + " kinds has only " + topics.size() + " topics; use a world of at least 12 kinds");
        }
        return topics;
    }

    /** Returns a question about this picture whose type and topic still lack questions. */
    private static Optional<VerifiableQuestion> missingQuestion(
            PictureBook book, long index, Map<String, List<VerifiableQuestion>> byCell) {
        Scene scene = book.scene(index);
        Random random = SeedMixer.random(scene.seed(), 9);
        List<QuestionType> types = new ArrayList<>(List.of(QuestionType.values()));
        Collections.shuffle(types, random);
        return types.stream()
                .flatMap(type -> book.question(scene, type, random).stream())
                .filter(question -> byCell.get(cell(question)).size() < EACH)
                .findFirst()
                .map(question -> book.verifiable(scene, 0, question));
    }

    private static String cell(SceneQuestion question) {
        return question.type().orElseThrow() + " "
                + question.subject().orElseThrow().category();
    }
}
