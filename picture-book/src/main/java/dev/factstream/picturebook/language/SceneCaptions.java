package dev.factstream.picturebook.language;

import dev.factstream.picturebook.world.EnglishWords;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.SeedMixer;
import dev.factstream.picturebook.world.SpatialRelation;
import dev.factstream.picturebook.world.Thing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Writes five captions per picture in different words, as in COCO. Each omits something; together they give the environment,
 * and kind, colour, size and place of every thing, so that any claim about the picture can be checked against them.
 *
 * <p>Up to two things: one caption gives the colours, one the sizes, one the relation between the things (or the counts), and
 * one per thing its place. More things: one caption gives the count of each kind, the others divide the things among them.
 */
public final class SceneCaptions {
    /** Captions per picture. */
    public static final int COUNT = 5;

    private static final Function<Thing, String> COLOUR =
            thing -> thing.colour().word();
    private static final Function<Thing, String> SIZE = thing -> thing.size().word();

    private SceneCaptions() {}

    /** Returns the captions of a scene; the same scene gives the same captions. */
    public static List<String> of(Scene scene) {
        Random random = SeedMixer.random(scene.seed(), 3);
        List<Thing> order = new ArrayList<>(scene.things());
        Collections.shuffle(order, random);
        List<String> contents = new ArrayList<>(order.size() <= 2 ? aspects(scene, order) : shares(scene, order));
        Collections.shuffle(contents, random);
        return IntStream.range(0, COUNT)
                .mapToObj(number -> caption(number, contents.get(number), scene))
                .toList();
    }

    private static List<String> aspects(Scene scene, List<Thing> things) {
        boolean told = scene.singles().size() == things.size();
        Function<Thing, String> name = told ? Thing::colouredName : Thing::fullName;
        Thing first = things.get(0);
        Thing last = things.get(things.size() - 1);
        return List.of(
                listed(things, COLOUR),
                listed(things, SIZE),
                told && things.size() == 2 ? relation(first, last) : counts(scene),
                placed(first, name),
                // for a single thing the fifth caption adds nothing new
                things.size() == 2 ? placed(last, name) : EnglishWords.a(first.fullName()));
    }

    private static List<String> shares(Scene scene, List<Thing> things) {
        List<String> contents = new ArrayList<>();
        contents.add(counts(scene));
        for (int share = 0; share < COUNT - 1; share++) {
            int number = share;
            List<Thing> some = IntStream.range(0, things.size())
                    .filter(i -> i % (COUNT - 1) == number)
                    .mapToObj(things::get)
                    .toList();
            contents.add(
                    some.isEmpty()
                            ? listed(things, COLOUR)
                            : EnglishWords.list(some.stream()
                                    .map(thing -> placed(thing, Thing::fullName))
                                    .toList()));
        }
        return contents;
    }

    /** Counts things of the same name: {@code a small cat}, {@code two small cats}. */
    private static String listed(List<Thing> things, Function<Thing, String> adjective) {
        Map<String, List<Thing>> alike = new LinkedHashMap<>();
        things.forEach(thing -> alike.computeIfAbsent(
                        adjective.apply(thing) + " " + thing.kind().name(), name -> new ArrayList<>())
                .add(thing));
        return EnglishWords.list(alike.entrySet().stream()
                .map(entry -> named(entry.getKey(), entry.getValue(), adjective))
                .toList());
    }

    private static String named(String name, List<Thing> alike, Function<Thing, String> adjective) {
        Thing first = alike.get(0);
        return alike.size() == 1
                ? EnglishWords.a(name)
                : EnglishWords.number(alike.size()) + " " + adjective.apply(first) + " "
                        + first.kind().plural();
    }

    private static String placed(Thing thing, Function<Thing, String> name) {
        return EnglishWords.a(name.apply(thing)) + " " + thing.cell().withPreposition();
    }

    private static String relation(Thing one, Thing other) {
        return one.kind().withArticle() + " "
                + SpatialRelation.of(one.cell(), other.cell()).words() + " "
                + other.kind().withArticle();
    }

    private static String counts(Scene scene) {
        return EnglishWords.list(scene.counts().entrySet().stream()
                .map(entry -> entry.getKey().counted(entry.getValue()))
                .toList());
    }

    private static String caption(int number, String told, Scene scene) {
        String where = scene.environment().withPreposition();
        return EnglishWords.sentence(
                switch (number) {
                    case 0 -> told + " " + where;
                    case 1 -> where + " one can find " + told;
                    case 2 -> "a picture of the " + scene.environment().name() + " with " + told;
                    case 3 -> "one can see " + told;
                    default -> "this picture shows " + told;
                });
    }
}
