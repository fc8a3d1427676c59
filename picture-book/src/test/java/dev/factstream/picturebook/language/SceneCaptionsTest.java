package dev.factstream.picturebook.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.picturebook.questions.InformativenessMeasure;
import dev.factstream.picturebook.world.Catalogue;
import dev.factstream.picturebook.world.Cell;
import dev.factstream.picturebook.world.Colour;
import dev.factstream.picturebook.world.Kind;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.SceneGenerator;
import dev.factstream.picturebook.world.Size;
import dev.factstream.picturebook.world.Split;
import dev.factstream.picturebook.world.Thing;
import dev.factstream.picturebook.world.World;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SceneCaptionsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 9})
    void fiveTrueCaptionsEachOmitSomethingAndTogetherDescribeTheWholeScene(int most) {
        World world = new World(48, 8, 8, 1, most, 48, 0, 0.6, 0.3, 0.25);
        SceneGenerator scenes = new SceneGenerator(world);
        for (long index = 0; index < 200; index++) {
            Scene scene = scenes.scene(Split.TRAIN, 1, index);
            List<String> captions = SceneCaptions.of(scene);
            assertThat(captions).hasSize(5).doesNotHaveDuplicates().isEqualTo(SceneCaptions.of(scene));
            List<Claim> claims = captions.stream()
                    .flatMap(caption -> ClaimReader.read("", caption).stream())
                    .toList();
            assertThat(claims).as(captions.toString()).allMatch(claim -> claim.holds(scene));
            assertThat(claims).contains(new Claim.Place(scene.environment().name()));
            assertThat(scene.things()).as(captions.toString()).allSatisfy(thing -> {
                List<NounPhrase> told = InformativenessMeasure.existenceClaims(claims)
                        .filter(claim -> claim.includes(thing))
                        .map(Claim.Existence::what)
                        .toList();
                assertThat(told).anyMatch(what -> what.colour().isPresent());
                assertThat(told).anyMatch(what -> what.size().isPresent());
                assertThat(InformativenessMeasure.existenceClaims(claims))
                        .anyMatch(
                                claim -> claim.includes(thing) && claim.place().isPresent());
            });
            assertThat(captions).noneMatch(caption -> tellsEverything(caption, scene));
        }
    }

    @Test
    void thingsOfOneKindAreToldApart() {
        Catalogue catalogue = Catalogue.of(World.preset("tiny"));
        Kind cat = catalogue.kind("cat");
        Scene scene = new Scene(
                "cats",
                1,
                catalogue.environments().get(0),
                List.of(
                        new Thing(cat, Colour.RED, Size.BIG, new Cell(0, 0)),
                        new Thing(cat, Colour.GREEN, Size.BIG, new Cell(1, 1))));
        assertThat(SceneCaptions.of(scene))
                .anyMatch(caption -> caption.contains("wo cats"))
                .anyMatch(caption -> caption.contains("wo big cats"))
                .anyMatch(caption -> caption.contains("big red cat at the top left"))
                .anyMatch(caption -> caption.contains("big green cat in the middle"));
    }

    private static boolean tellsEverything(String caption, Scene scene) {
        List<Claim> claims = ClaimReader.read("", caption);
        return claims.contains(new Claim.Place(scene.environment().name()))
                && scene.things().stream()
                        .allMatch(thing -> InformativenessMeasure.existenceClaims(claims)
                                .anyMatch(claim -> claim.includes(thing)
                                        && claim.place().isPresent()
                                        && claim.what().colour().isPresent()
                                        && claim.what().size().isPresent()));
    }
}
