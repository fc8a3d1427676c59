package dev.factstream.picturebook.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.picturebook.drawing.SceneRenderer;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private static final Catalogue FULL = Catalogue.FULL;

    @Test
    void holdsFourKindsOfEachOfTwelveCategoriesAndEveryBlockOfTwelveHasThemAll() {
        assertThat(FULL.kinds()).hasSize(48).doesNotHaveDuplicates();
        for (int block = 0; block < 4; block++) {
            assertThat(FULL.kinds().subList(12 * block, 12 * block + 12).stream()
                            .map(Kind::category)
                            .collect(Collectors.toSet()))
                    .hasSize(12);
        }
        assertThat(FULL.environments()).hasSize(8);
    }

    @Test
    void companionsAndUsualKindsAreKinds() {
        List<String> names = FULL.kinds().stream().map(Kind::name).toList();
        assertThat(FULL.kinds())
                .allSatisfy(kind -> assertThat(names)
                        .containsAll(kind.companions())
                        .doesNotContain(kind.plural().equals(kind.name()) ? kind.name() : "")
                        .hasSize(48));
        assertThat(FULL.environments())
                .allSatisfy(environment -> assertThat(names).containsAll(environment.usual()));
    }

    @Test
    void noTwoKindsLookAlikeInSixteenPixels() {
        List<BufferedImage> pictures =
                FULL.kinds().stream().map(CatalogueTest::alone).toList();
        for (int i = 0; i < pictures.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(unlikePixels(pictures.get(i), pictures.get(j)))
                        .as(FULL.kinds().get(i) + " and " + FULL.kinds().get(j))
                        .isGreaterThan(30);
            }
        }
    }

    @Test
    void aSmallWorldRefersOnlyToItsOwnKinds() {
        Catalogue small = Catalogue.of(World.preset("tiny"));
        List<String> names = small.kinds().stream().map(Kind::name).toList();
        assertThat(names).hasSize(12);
        assertThat(small.kinds()).allSatisfy(kind -> assertThat(names).containsAll(kind.companions()));
        assertThat(small.environments())
                .allSatisfy(environment -> assertThat(names).containsAll(environment.usual()));
    }

    @Test
    void habitsAreMutualInTheTinyWorldAndEveryWorldHasSome() {
        Catalogue tiny = Catalogue.of(World.preset("tiny"));
        assertThat(tiny.kinds()).allSatisfy(kind -> {
            Kind companion = tiny.habitualCompanion(kind);
            assertThat(companion).isNotEqualTo(kind);
            assertThat(tiny.habitualCompanion(companion)).isEqualTo(kind);
        });
        Catalogue six = Catalogue.of(new World(6, 4, 4, 1, 2, 48, 0, 0.6, 0.3, 0.25));
        assertThat(six.kinds())
                .allSatisfy(kind -> assertThat(six.habitualCompanion(kind)).isNotEqualTo(kind));
    }

    @Test
    void anUnreadableShapeIsNamed() {
        assertThatThrownBy(() -> Drawing.parse("m E 1 2 3 4; m Z 1 2")).hasMessageContaining("m Z 1 2");
    }

    private static BufferedImage alone(Kind kind) {
        World world = new World(48, 8, 8, 1, 1, 48, 0, 0, 0, 0);
        Thing thing = new Thing(kind, Colour.RED, Size.BIG, new Cell(1, 1));
        return new SceneRenderer(world)
                .paint(new Scene("one", 1, FULL.environments().get(0), List.of(thing)));
    }

    private static int unlikePixels(BufferedImage one, BufferedImage other) {
        int unlike = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                unlike += distance(one.getRGB(x, y), other.getRGB(x, y)) > 150 ? 1 : 0;
            }
        }
        return unlike;
    }

    private static int distance(int one, int other) {
        int distance = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            distance += Math.abs((one >> shift & 255) - (other >> shift & 255));
        }
        return distance;
    }
}
