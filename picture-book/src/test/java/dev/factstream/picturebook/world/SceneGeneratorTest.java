package dev.factstream.picturebook.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.factstream.picturebook.drawing.SceneRenderer;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SceneGeneratorTest {
    private static final World WORLD = World.preset("small");
    private final SceneGenerator scenes = new SceneGenerator(WORLD);

    @Test
    void theSameSeedGivesTheSameBytes() {
        for (long index = 0; index < 20; index++) {
            Scene scene = scenes.scene(Split.TRAIN, 5, index);
            Scene again = new SceneGenerator(WORLD).scene(Split.TRAIN, 5, index);
            assertThat(again).isEqualTo(scene);
            assertThat(new SceneRenderer(WORLD).png(again)).isEqualTo(new SceneRenderer(WORLD).png(scene));
        }
    }

    @Test
    void anotherSeedGivesOtherScenes() {
        assertThat(contents(Split.TRAIN, 1, 100)).isNotEqualTo(contents(Split.TRAIN, 2, 100));
    }

    @Test
    void splitsShareNoSceneWhateverTheirSeeds() {
        Set<String> train = contents(Split.TRAIN, 1, 4000);
        train.addAll(contents(Split.TRAIN, 2, 4000));
        Set<String> heldOut = contents(Split.HELD_OUT, 1, 1000);
        Set<String> validation = contents(Split.VALIDATION, 2, 1000);
        assertThat(train).doesNotContainAnyElementsOf(heldOut).doesNotContainAnyElementsOf(validation);
        assertThat(heldOut).doesNotContainAnyElementsOf(validation);
    }

    @Test
    void scenesKeepToTheDials() {
        World world = new World(20, 5, 4, 2, 6, 32, 0, 0.6, 0.3, 0.25);
        Set<Kind> kinds = new HashSet<>();
        Set<Colour> colours = new HashSet<>();
        Set<Integer> sizes = new HashSet<>();
        for (long index = 0; index < 500; index++) {
            Scene scene = new SceneGenerator(world).scene(Split.TRAIN, 1, index);
            sizes.add(scene.things().size());
            scene.things().forEach(thing -> {
                kinds.add(thing.kind());
                colours.add(thing.colour());
            });
        }
        assertThat(kinds).hasSize(20);
        assertThat(colours).hasSize(5);
        assertThat(sizes).containsExactlyInAnyOrder(2, 3, 4, 5, 6);
    }

    @Test
    void usualThingsAreMoreFrequentWhereTheyAreUsual() {
        World world = World.preset("full");
        long usual = LongStream.range(0, 1000)
                .mapToObj(index -> new SceneGenerator(world).scene(Split.TRAIN, 1, index))
                .filter(scene -> scene.environment()
                        .usual()
                        .contains(scene.things().get(0).kind().name()))
                .count();
        // 13 of 48 kinds are usual in an environment: 270 of 1000 if they were not preferred
        assertThat(usual).isGreaterThan(500);
    }

    @Test
    void inTheTinyWorldTheHabitualCompanionIsThereInNearlyHalfOfTheCases() {
        SceneGenerator tiny = new SceneGenerator(World.preset("tiny"));
        double accompanied = LongStream.range(0, 4000)
                .mapToObj(index -> tiny.scene(Split.TRAIN, 1, index))
                .mapToLong(scene -> scene.things().stream()
                        .filter(thing -> scene.count(tiny.catalogue().habitualCompanion(thing.kind())) > 0)
                        .count())
                .sum();
        assertThat(accompanied / 8000).isCloseTo(0.45, within(0.03));
    }

    @Test
    void aWorldBeyondTheDialIsRefused() {
        assertThatThrownBy(() -> new World(49, 8, 8, 1, 5, 48, 0, 0, 0, 0)).hasMessageContaining("kinds");
        assertThatThrownBy(() -> new World(8, 8, 8, 1, 6, 48, 0, 0, 0, 0)).hasMessageContaining("maxThings");
        assertThatThrownBy(() -> World.preset("huge")).hasMessageContaining("medium");
    }

    private Set<String> contents(Split split, long seed, int count) {
        Set<String> contents = new HashSet<>();
        for (long index = 0; index < count; index++) {
            contents.add(scenes.scene(split, seed, index).content());
        }
        return contents;
    }
}
