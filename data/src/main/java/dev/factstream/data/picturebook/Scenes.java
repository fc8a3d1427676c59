package dev.factstream.data.picturebook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Generates random scenes of a world, with things that usually go together. Stateless and thread-safe. */
final class Scenes {
    /** Probability that a companion is the habitual one. */
    private static final double HABIT = 0.75;

    private final World world;
    private final Catalogue catalogue;

    Scenes(World world) {
        this.world = world;
        this.catalogue = Catalogue.of(world);
    }

    Catalogue catalogue() {
        return catalogue;
    }

    /**
     * Returns the scene with this number; the same arguments give the same scene.
     *
     * @param seed of the picture book
     * @param index from 0
     */
    Scene scene(Split split, long seed, long index) {
        String id = split.text() + "-" + seed + "-" + String.format(Locale.ROOT, "%06d", index);
        for (int attempt = 0; ; attempt++) {
            long sceneSeed = Seeds.mix(seed, split.ordinal(), index, attempt);
            Scene scene = draw(id, sceneSeed);
            if (Split.of(scene.content()) == split) {
                return scene;
            }
        }
    }

    private Scene draw(String id, long seed) {
        Random random = Seeds.random(seed, 1);
        Environment environment = Words.pick(catalogue.environments(), random);
        int count = world.minThings() + random.nextInt(world.maxThings() - world.minThings() + 1);
        List<Cell> cells = new ArrayList<>(Cell.all());
        Collections.shuffle(cells, random);
        List<Thing> things = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Colour colour = Colour.values()[random.nextInt(world.colours())];
            Size size = Words.pick(List.of(Size.values()), random);
            things.add(new Thing(kind(environment, things, random), colour, size, cells.get(i)));
        }
        return new Scene(id, seed, environment, things);
    }

    private Kind kind(Environment environment, List<Thing> before, Random random) {
        if (!before.isEmpty()) {
            Kind earlier = Words.pick(before, random).kind();
            if (random.nextDouble() < world.repeatShare()) {
                return earlier;
            }
            if (!earlier.companions().isEmpty() && random.nextDouble() < world.companionShare()) {
                return companion(earlier, random);
            }
        }
        boolean usual = !environment.usual().isEmpty() && random.nextDouble() < world.usualShare();
        return usual ? catalogue.kind(Words.pick(environment.usual(), random)) : Words.pick(catalogue.kinds(), random);
    }

    private Kind companion(Kind kind, Random random) {
        boolean habitual = random.nextDouble() < HABIT;
        return habitual ? catalogue.habitualCompanion(kind) : catalogue.kind(Words.pick(kind.companions(), random));
    }
}
