package dev.factstream.data.picturebook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Five captions per picture in different words, as in COCO: each tells of two things, or of the counts, and together
 * they name every thing with its colour at least once.
 */
final class Captions {
    /** Captions per picture. */
    static final int COUNT = 5;

    private Captions() {}

    /** The captions of a scene, always the same. */
    static List<String> of(Scene scene) {
        Random random = Seeds.random(scene.seed(), 3);
        List<Thing> order = new ArrayList<>(scene.things());
        Collections.shuffle(order, random);
        int each = Math.min(2, order.size());
        List<String> captions = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            List<String> told = new ArrayList<>();
            for (int j = each * i; j < each * (i + 1); j++) {
                told.add(mention(order.get(j % order.size()), j < order.size(), i, random));
            }
            captions.add(caption(i, String.join(" and ", told), scene));
        }
        if (order.size() <= each * (COUNT - 1)) {
            captions.set(COUNT - 1, counts(scene));
        }
        return captions;
    }

    private static String mention(Thing thing, boolean first, int caption, Random random) {
        String words = first || random.nextInt(4) > 0
                ? thing.colouredName()
                : thing.kind().name();
        if (random.nextBoolean()) {
            words = thing.size().word() + " " + words;
        }
        return Words.a(words) + (caption == 3 ? " " + thing.cell().atIt() : "");
    }

    private static String caption(int number, String told, Scene scene) {
        String where = scene.environment().inIt();
        return Words.sentence(
                switch (number) {
                    case 0 -> told + " " + where;
                    case 1 -> where + " there is " + told;
                    case 2 -> "a picture of the " + scene.environment().name() + " with " + told;
                    case 3 -> "one can see " + told;
                    default -> "this picture shows " + told;
                });
    }

    private static String counts(Scene scene) {
        return Words.sentence(scene.counts().entrySet().stream()
                        .map((Map.Entry<Kind, Integer> e) -> e.getKey().counted(e.getValue()))
                        .collect(Collectors.joining(" and "))
                + " " + scene.environment().inIt());
    }
}
