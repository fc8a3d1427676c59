package dev.factstream.picturebook.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Generates random scenes of a world, with things that usually go together. Stateless and thread-safe. */
public final class SceneGenerator {
    /** Probability that a companion is the habitual one. */
    private static final double HABIT = 0.75;

    private final World world;
    private final Catalogue catalogue;

    public SceneGenerator(World world) {
        this.world = world;
        this.catalogue = Catalogue.of(world);
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    /**
     * Returns the scene with this number; the same arguments give the same scene.
     *
     * @param seed of the picture book
     * @param index from 0
     */
    public Scene scene(Split split, long seed, long index) {
        String id = split.text() + "-" + seed + "-" + String.format(Locale.ROOT, "%06d", index);
        for (int attempt = 0; ; attempt++) {
            long sceneSeed = SeedMixer.mix(seed, split.ordinal(), index, attempt);
            Scene scene = draw(id, sceneSeed);
            if (Split.of(scene.content()) == split) {
                return scene;
            }
        }
    }

    private Scene draw(String id, long seed) {
        Random random = SeedMixer.random(seed, 1);
        SceneEnvironment environment = EnglishWords.pick(catalogue.environments(), random);
        int count = world.minThings() + random.nextInt(world.maxThings() - world.minThings() + 1);
        List<Cell> cells = new ArrayList<>(Cell.all());
        Collections.shuffle(cells, random);
        List<Thing> things = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Colour colour = Colour.values()[random.nextInt(world.colours())];
            Size size = EnglishWords.pick(List.of(Size.values()), random);
            things.add(new Thing(kind(environment, things, random), colour, size, cells.get(i)));
        }
        return new Scene(id, seed, environment, things);
    }

    private Kind kind(SceneEnvironment environment, List<Thing> before, Random random) {
        if (!before.isEmpty()) {
            Kind earlier = EnglishWords.pick(before, random).kind();
            if (random.nextDouble() < world.repeatShare()) {
                return earlier;
            }
            if (!earlier.companions().isEmpty() && random.nextDouble() < world.companionShare()) {
                return companion(earlier, random);
            }
        }
        boolean usual = !environment.usual().isEmpty() && random.nextDouble() < world.usualShare();
        return usual
                ? catalogue.kind(EnglishWords.pick(environment.usual(), random))
                : EnglishWords.pick(catalogue.kinds(), random);
    }

    private Kind companion(Kind kind, Random random) {
        boolean habitual = random.nextDouble() < HABIT;
        return habitual
                ? catalogue.habitualCompanion(kind)
                : catalogue.kind(EnglishWords.pick(kind.companions(), random));
    }
}
