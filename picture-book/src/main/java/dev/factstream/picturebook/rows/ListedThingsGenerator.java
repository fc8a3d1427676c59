package dev.factstream.picturebook.rows;

import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.SeedMixer;
import dev.factstream.picturebook.world.World;
import dev.factstream.schemas.rows.SftRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Generates conversations about listed things: questions with answers, which train looking up, or answers with ratings, half of
 * them false, which train comparing. {@link ReadingDials} explains their use.
 *
 * <p>Each question is a separate turn: when statements followed each other in one answer, the order of the things was most of
 * what could be learned, and models learned that instead of looking up.
 */
public final class ListedThingsGenerator {
    private static final int SALT_LOOKUPS = 12;
    private static final int SALT_RATINGS = 13;

    private final World world;
    private final double lookups;
    private final double ratings;

    public ListedThingsGenerator(World world, ReadingDials dials) {
        this.world = world;
        lookups = dials.lookups();
        ratings = dials.ratings();
    }

    /** Returns the rows for the scene with this number, always the same and spread evenly over the pictures. */
    public List<SftRow> rowsFor(Scene scene, long index) {
        List<SftRow> rows = new ArrayList<>();
        IntStream.range(0, RepetitionGenerator.rowsDue(index, lookups)).forEach(i -> rows.add(lookup(scene, i)));
        IntStream.range(0, RepetitionGenerator.rowsDue(index, ratings)).forEach(i -> rows.add(rating(scene, i)));
        return rows;
    }

    private SftRow lookup(Scene scene, int number) {
        Random random = SeedMixer.random(scene.seed(), SALT_LOOKUPS, number);
        return row(
                scene.id() + "-lookup-" + number,
                "Look up:",
                ListedThingsExercise.draw(world, random),
                question -> turn(question.text(), question.truth()));
    }

    private SftRow rating(Scene scene, int number) {
        Random random = SeedMixer.random(scene.seed(), SALT_RATINGS, number);
        return row(scene.id() + "-rating-" + number, "Rate:", ListedThingsExercise.draw(world, random), question -> {
            boolean right = random.nextBoolean();
            return turn(
                    question.text() + " " + (right ? question.truth() : question.falsehood()),
                    CaptionConversationGenerator.verdict(right));
        });
    }

    private static SftRow row(
            String id,
            String task,
            ListedThingsExercise exercise,
            Function<ListedThingsExercise.Question, SftRow.Turn> answered) {
        List<SftRow.Turn> turns =
                exercise.questions().stream().map(answered).collect(Collectors.toCollection(ArrayList::new));
        SftRow.Turn first = turns.get(0);
        turns.set(0, turn(task + " " + exercise.listed() + ". " + first.question(), first.answer()));
        return new SftRow(id, Optional.empty(), turns);
    }

    private static SftRow.Turn turn(String question, String answer) {
        return new SftRow.Turn(question, answer, false);
    }
}
