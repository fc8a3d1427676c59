package dev.factstream.data.picturebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CaptionsTest {
    @Test
    void fiveDifferentCaptionsTogetherNameEveryThingWithItsColour() {
        World world = new World(48, 8, 8, 1, 9, 48, 0, 0.6, 0.3, 0.25);
        Scenes scenes = new Scenes(world);
        for (long index = 0; index < 1000; index++) {
            Scene scene = scenes.scene(Split.TRAIN, 1, index);
            List<String> captions = Captions.of(scene);
            assertThat(captions).hasSize(5).doesNotHaveDuplicates().isEqualTo(Captions.of(scene));
            assertThat(scene.things())
                    .allSatisfy(thing -> assertThat(captions)
                            .as(scene.content())
                            .anyMatch(caption -> caption.contains(thing.colouredName())));
        }
    }
}
