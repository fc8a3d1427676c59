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
 * Writes rows in which the colours of listed things are told one by one: all true, to learn to look them up, or half of them false
 * and each rated at once, to learn to compare. See {@link ReadingDials} for what they are good for.
 *
 * <p>Things are drawn anew for every statement: told once each, a model finds the last colour by elimination, and was seen to learn
 * that instead of looking up (70 % of colours right, all of the last ones and half of the first).
 */
final class Statements {
    private static final int THINGS = 4;
    private static final int STATEMENTS = 6;
    private static final int SALT_LOOKUPS = 12;
    private static final int SALT_RATINGS = 13;

    private final Catalogue catalogue;
    private final int colours;
    private final double lookups;
    private final double ratings;

    Statements(World world, ReadingDials dials) {
        catalogue = Catalogue.of(world);
        colours = world.colours();
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
        String statement(Colour said) {
            return "the " + kind.name() + " is " + said.word();
        }
    }

    private SftRow lookup(Scene scene, int number) {
        Random random = Seeds.random(scene.seed(), SALT_LOOKUPS, number);
        List<Coloured> things = things(random);
        String told = told(things, random, thing -> thing.statement(thing.colour()) + ".");
        return row(scene.id() + "-lookup-" + number, "Look up: " + listed(things), told);
    }

    private SftRow rating(Scene scene, int number) {
        Random random = Seeds.random(scene.seed(), SALT_RATINGS, number);
        List<Coloured> things = things(random);
        String told = told(things, random, thing -> rated(thing, random));
        return row(scene.id() + "-rating-" + number, "Rate: " + listed(things), told);
    }

    private String rated(Coloured thing, Random random) {
        boolean right = random.nextBoolean();
        int step = right ? 0 : 1 + random.nextInt(colours - 1);
        Colour said = Colour.values()[(thing.colour().ordinal() + step) % colours];
        return thing.statement(said) + " " + Readings.verdict(right) + ".";
    }

    private List<Coloured> things(Random random) {
        List<Kind> kinds = new ArrayList<>(catalogue.kinds());
        Collections.shuffle(kinds, random);
        return kinds.stream()
                .limit(THINGS)
                .map(kind -> new Coloured(
                        kind, Words.pick(Arrays.asList(Colour.values()).subList(0, colours), random)))
                .toList();
    }

    private static String told(List<Coloured> things, Random random, Function<Coloured, String> statement) {
        return IntStream.range(0, STATEMENTS)
                .mapToObj(i -> statement.apply(Words.pick(things, random)))
                .collect(Collectors.joining(" "));
    }

    private static String listed(List<Coloured> things) {
        return things.stream()
                .map(thing -> Words.a(thing.colour().word() + " " + thing.kind().name()))
                .collect(Collectors.joining(", "));
    }

    private static SftRow row(String id, String question, String answer) {
        return new SftRow(id, Optional.empty(), List.of(new SftRow.Turn(question, answer, false)));
    }
}
