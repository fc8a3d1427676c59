package dev.factstream.data.picturebook;

import dev.factstream.data.rows.SftRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes conversations about the colours of listed things: each asked for, to learn to look it up, or each told, half of the times
 * falsely, and rated, to learn to compare. See {@link ReadingDials} for what they are good for.
 *
 * <p>Each colour has a turn of its own, and things may have the same: where statements followed each other in one answer, which
 * thing would come next was most of what there was to learn, and with a different colour for each thing the last could be had by
 * elimination. Models were seen to learn those two and not to look up.
 */
final class Statements {
    private static final int THINGS = 4;
    private static final int SALT_LOOKUPS = 12;
    private static final int SALT_RATINGS = 13;

    private final Catalogue catalogue;
    private final List<Colour> colours;
    private final double lookups;
    private final double ratings;

    Statements(World world, ReadingDials dials) {
        catalogue = Catalogue.of(world);
        colours = Arrays.asList(Colour.values()).subList(0, world.colours());
        lookups = dials.lookups();
        ratings = dials.ratings();
    }

    /** The rows that go with the scene of this number, always the same and spread evenly over the pictures. */
    List<SftRow> besides(Scene scene, long index) {
        List<SftRow> rows = new ArrayList<>();
        IntStream.range(0, Repeats.due(index, lookups)).forEach(i -> rows.add(lookup(scene, i)));
        IntStream.range(0, Repeats.due(index, ratings)).forEach(i -> rows.add(rating(scene, i)));
        return rows;
    }

    private record Coloured(Kind kind, Colour colour) {
        String listed() {
            return Words.a(colour.word() + " " + kind.name());
        }

        String asked() {
            return "the " + kind.name() + " is";
        }
    }

    private SftRow lookup(Scene scene, int number) {
        Random random = Seeds.random(scene.seed(), SALT_LOOKUPS, number);
        return row(
                scene.id() + "-lookup-" + number,
                "Look up:",
                random,
                thing -> turn(thing.asked(), thing.colour().word()));
    }

    private SftRow rating(Scene scene, int number) {
        Random random = Seeds.random(scene.seed(), SALT_RATINGS, number);
        return row(scene.id() + "-rating-" + number, "Rate:", random, thing -> rated(thing, random));
    }

    private SftRow.Turn rated(Coloured thing, Random random) {
        boolean right = random.nextBoolean();
        int step = right ? 0 : 1 + random.nextInt(colours.size() - 1);
        Colour said = colours.get((thing.colour().ordinal() + step) % colours.size());
        return turn(thing.asked() + " " + said.word(), Readings.verdict(right));
    }

    private SftRow row(String id, String task, Random random, Function<Coloured, SftRow.Turn> turn) {
        List<Kind> kinds = new ArrayList<>(catalogue.kinds());
        Collections.shuffle(kinds, random);
        List<Coloured> things = new ArrayList<>(kinds.stream()
                .limit(THINGS)
                .map(kind -> new Coloured(kind, Words.pick(colours, random)))
                .toList());
        String listed = things.stream().map(Coloured::listed).collect(Collectors.joining(", "));
        Collections.shuffle(things, random);
        List<SftRow.Turn> turns = things.stream().map(turn).collect(Collectors.toCollection(ArrayList::new));
        turns.set(
                0,
                turn(
                        task + " " + listed + ". " + turns.get(0).question(),
                        turns.get(0).answer()));
        return new SftRow(id, Optional.empty(), turns);
    }

    private static SftRow.Turn turn(String question, String answer) {
        return new SftRow.Turn(question, answer, false);
    }
}
